using System.Globalization;
using System.Text;

namespace MlNetMoodRec.Training.Encoder;

/// <summary>The card of a pretrained encoder: how it was made, for the card of the encoder that starts from it.</summary>
internal static class EncoderPretrainingCard
{
    public static string Write(EncoderPretrainingOptions options, EncoderPretrainingResult result)
    {
        string command = CommandLine.Of("pretrain", options, new EncoderPretrainingOptions { DataFolder = "", OutputFolder = "" });
        return new StringBuilder()
            .AppendLine(CultureInfo.InvariantCulture, $"# DistilBERT {options.Model.Layers} x {options.Model.Width}, pretrained and not trained")
            .AppendLine()
            .AppendLine("To start a training from (`moodrec encoder train --init`): it has no mood to tell yet.")
            .AppendLine()
            .AppendLine(EncoderCard.TrainingHeading)
            .AppendLine()
            .AppendLine(CultureInfo.InvariantCulture, $"    {command}")
            .AppendLine()
            .AppendLine(CultureInfo.InvariantCulture, $"{result.Steps} steps in {result.Duration.TotalMinutes:0.0} minutes on {TrainingMachine.Describe()}: {options.Epochs} passes over {result.Texts} texts of {result.Tokens} tokens,")
            .AppendLine(CultureInfo.InvariantCulture, $"the training parts of the labelled sets{(options.TextFiles.Count == 0 ? "" : " and the files named above")}, in batches of about {options.TokensPerBatch} tokens. {options.TokenMasking:P0} of the tokens were to be guessed")
            .AppendLine(CultureInfo.InvariantCulture, $"(masked-language modelling, Devlin et al. 2019); the loss at the end was {result.Loss:0.00} nats a token.")
            .AppendLine()
            .ToString();
    }
}
