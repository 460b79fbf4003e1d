using static TorchSharp.torch;

namespace MlNetMoodRec.Training.Encoder;

/// <summary>The training loss.</summary>
internal static class EncoderLoss
{
    /// <summary>
    /// The weighted losses of all heads, summed over the rows whose targets are known and divided by the number of rows:
    /// a text counts the same whatever it is batched with.
    /// </summary>
    public static Tensor Of(Tensor outputs, Tensor targets)
    {
        Tensor sum = zeros(1, device: outputs.device);
        foreach (EncoderHead head in EncoderHeads.All)
        {
            Tensor output = outputs.narrow(1, head.Offset, head.Size);
            Tensor target = targets.narrow(1, head.Offset, head.Size);
            Tensor known = isnan(target).logical_not().to(ScalarType.Float32);
            target = target.nan_to_num(0);
            Tensor losses = head.Loss switch
            {
                HeadLoss.Softmax => -target * nn.functional.log_softmax(output, 1),
                HeadLoss.Binary => nn.functional.binary_cross_entropy_with_logits(output, target, reduction: nn.Reduction.None),
                _ => (output - target).square(),
            };
            sum += (losses * known).sum() * head.Weight;
        }

        return sum / outputs.shape[0];
    }
}
