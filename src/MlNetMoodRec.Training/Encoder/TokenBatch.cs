using static TorchSharp.torch;

namespace MlNetMoodRec.Training.Encoder;

/// <summary>Texts padded to the length of the longest: ids and mask [batch, length], targets [batch, heads].</summary>
internal sealed record TokenBatch(Tensor Ids, Tensor Mask, Tensor Targets)
{
    /// <summary>
    /// Pads texts with id 0. Every token between the first and the last becomes <paramref name="maskId"/> with the
    /// probability <paramref name="masking"/>.
    /// </summary>
    public static TokenBatch Create(IReadOnlyList<TokenizedText> texts, double masking, int maskId, Random random)
    {
        int length = texts.Max(text => text.Ids.Length);
        var ids = new long[texts.Count, length];
        var mask = new long[texts.Count, length];
        var targets = new float[texts.Count, EncoderHeads.Width];
        for (int row = 0; row < texts.Count; row++)
        {
            int[] tokens = texts[row].Ids;
            for (int i = 0; i < tokens.Length; i++)
            {
                bool masked = i > 0 && i < tokens.Length - 1 && random.NextDouble() < masking;
                ids[row, i] = masked ? maskId : tokens[i];
                mask[row, i] = 1;
            }

            for (int i = 0; i < EncoderHeads.Width; i++)
            {
                targets[row, i] = texts[row].Targets[i];
            }
        }

        return new TokenBatch(tensor(ids), tensor(mask), tensor(targets));
    }

    /// <summary>The same batch on a device.</summary>
    public TokenBatch To(Device device) => new(Ids.to(device), Mask.to(device), Targets.to(device));
}
