using MlNetMoodRec.Text;
using static TorchSharp.torch;

namespace MlNetMoodRec.Training.Encoder;

/// <summary>Learning the heads' targets from texts in which a share of the tokens is masked.</summary>
internal sealed class LabelledObjective(BertWordPiece tokenizer, double tokenMasking)
{
    public Tensor Loss(MoodEncoderModule module, TokenizedText[] texts, int seed, Device device)
    {
        using var dropout = Dropout.Seeded(seed, device);
        TokenBatch batch = TokenBatch.Create(texts, tokenMasking, tokenizer.MaskId ?? tokenizer.UnknownId, new Random(seed)).To(device);
        (_, Tensor outputs) = module.Read(batch.Ids, batch.Mask, dropout);
        return EncoderLoss.Of(outputs, batch.Targets);
    }
}
