using MlNetMoodRec.Text;
using static TorchSharp.torch;

namespace MlNetMoodRec.Training.Encoder;

/// <summary>
/// Guessing tokens from what stands around them, as BERT is pretrained (Devlin et al. 2019): of the chosen ones eight in ten
/// are masked, one becomes any token and one stays.
/// </summary>
internal sealed class MaskedTokenObjective(BertWordPiece tokenizer, int vocabularySize, double share)
{
    private const double Masked = 0.8;
    private const double Exchanged = 0.1;

    public Tensor Loss(MaskedLanguageModule module, TokenizedText[] texts, int seed, Device device)
    {
        using var dropout = Dropout.Seeded(seed, device);
        var random = new Random(seed);
        int length = texts.Max(text => text.Ids.Length);
        var places = new List<long>();
        var targets = new List<long>();
        TokenizedText[] masked = [.. texts.Select((text, row) => text with { Ids = Mask(text.Ids, row * length, random, places, targets) })];
        TokenBatch batch = TokenBatch.Create(masked, masking: 0, tokenizer.PaddingId, random).To(device);
        Tensor scores = module.Guess(batch.Ids, batch.Mask, tensor(places, device: device), dropout);
        return nn.functional.cross_entropy(scores, tensor(targets, device: device));
    }

    /// <summary>A masked copy of a text's tokens; of each text at least one is chosen, and [CLS] and [SEP] never are.</summary>
    private int[] Mask(int[] ids, int offset, Random random, List<long> places, List<long> targets)
    {
        int[] masked = [.. ids];
        int surely = 1 + random.Next(ids.Length - 2);
        for (int i = 1; i < ids.Length - 1; i++)
        {
            if (i == surely || random.NextDouble() < share)
            {
                places.Add(offset + i);
                targets.Add(ids[i]);
                double draw = random.NextDouble();
                masked[i] = draw < Masked ? tokenizer.MaskId ?? tokenizer.UnknownId
                    : draw < Masked + Exchanged ? random.Next(vocabularySize)
                    : ids[i];
            }
        }

        return masked;
    }
}
