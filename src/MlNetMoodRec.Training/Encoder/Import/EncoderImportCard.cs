using System.Globalization;
using System.Text;
using MlNetMoodRec.Mood;

namespace MlNetMoodRec.Training.Encoder.Import;

/// <summary>The model card of an imported encoder: where it comes from, what it gives and what it does not.</summary>
internal static class EncoderImportCard
{
    public static string Write(EncoderImportResult result, LabelMood? mood, bool multiLabel, long bytes)
    {
        DistilBertConfig model = result.Model;
        var card = new StringBuilder();
        Line(card, $"# Mood encoder: imported DistilBERT {model.Layers} x {model.Width}");
        Line(card, $"");
        Line(card, $"Made by `moodrec encoder import` from a checkpoint in Hugging Face's layout. It was not trained or measured here:");
        Line(card, $"its training data, its terms and its quality are those of the checkpoint. Keep that one's model card beside this.");
        Line(card, $"");
        Line(card, $"- `model.onnx` ({bytes / 1e6:0.0} MB): inputs `input_ids`, `attention_mask` (int64, batch x length).");
        Line(card, $"- `vocab.txt`: WordPiece, {(result.LowerCase ? "lower-cased" : "cased")}. `config.json`: geometry and labels, as in Hugging Face checkpoints.");
        Line(card, $"- {model.Layers} layers of width {model.Width}, {model.Heads} heads, feed-forward {model.FeedForwardWidth}; {result.Weights} weights, stored there as {result.WeightTypes}, here as F32.");
        Line(card, $"- Texts up to {result.MaxLength} tokens (longer ones lose their end).");
        Line(card, $"- The encoder in ONNX Runtime and {result.ComparedWith} agree within {result.LargestDifference:0.0e+0} on texts of several lengths.");
        Line(card, $"");
        Line(card, $"## What it gives");
        Line(card, $"");
        Line(card, $"| column | from |");
        Line(card, $"|---|---|");
        Line(card, $"| SentimentEmbedding | mean of the last hidden states over all tokens, {Projection(model.Width)} |");
        string probabilities = multiLabel
            ? "probabilities of the labels (sigmoids, scaled down where they add up to more than 1)"
            : "probabilities of the labels (softmax)";
        string mean = $"mean of the labels' values below, weighted by the {probabilities}";
        string sums = $"sums of the {probabilities}; what they leave of 1 is neutral";
        Line(card, $"| Valence | {(mood is null ? "**0 for every text: not given**" : mean)} |");
        Line(card, $"| Arousal | {(mood?.Arousal is null ? "**0 for every text: not given**" : mean)} |");
        Line(card, $"| Emotion, EmotionProbabilities | {(mood?.Emotions is null ? "**neutral for every text: not given**" : sums)} |");
        Line(card, $"");
        Line(card, $"An empty text has zeros and the emotion neutral.");
        foreach (string note in result.Notes)
        {
            Line(card, $"Note: {note}.");
        }

        if (result.Labels.Count > 0)
        {
            WriteLabels(card, result.Labels, mood);
        }

        Line(card, $"");
        Line(card, $"Not for judging people, their health or their fitness for anything.");
        return card.ToString();
    }

    private static void WriteLabels(StringBuilder card, IReadOnlyList<string> labels, LabelMood? mood)
    {
        Line(card, $"");
        Line(card, $"## Labels");
        Line(card, $"");
        Line(card, $"In the order of the output `{MoodEncoderOnnx.CheckpointLogits}` (float, batch x {labels.Count}).");
        Line(card, $"");
        Line(card, $"| label | valence | arousal | emotion |");
        Line(card, $"|---|---:|---:|---|");
        for (int i = 0; i < labels.Count; i++)
        {
            string label = labels[i].Replace("|", "\\|", StringComparison.Ordinal);
            Line(card, $"| {label} | {Number(mood?.Valence[i])} | {Number(mood?.Arousal?[i])} | {mood?.Emotions?[i] ?? "-"} |");
        }

        if (mood?.Arousal is not null)
        {
            Line(card, $"");
            Line(card, $"Valence and arousal: each label was placed by hand on, or half-way between, the words of Russell's circle (pleasure 0 degrees,");
            Line(card, $"excitement 45, arousal 90, distress 135, displeasure 180, depression 225, sleepiness 270, relaxation 315; Russell 1980, A circumplex");
            Line(card, $"model of affect), neutral in its middle; labels that GoEmotions calls ambiguous are arousal without valence. Sign and order carry");
            Line(card, $"meaning, sizes are not those of raters. Emotions: the Ekman groups published with GoEmotions (Demszky et al. 2020).");
        }
        else if (mood is not null)
        {
            Line(card, $"");
            Line(card, $"Valence is the probability of positive less that of negative. Which emotion it is, and how strong, these labels do not tell.");
        }
    }

    private static string Projection(int width) => width switch
    {
        < MoodColumns.EmbeddingSize => $"followed by {MoodColumns.EmbeddingSize - width} zeros",
        MoodColumns.EmbeddingSize => "as it is",
        _ => $"turned by a fixed random orthogonal matrix and cut from {width} to {MoodColumns.EmbeddingSize} numbers (the same for every import)",
    };

    private static string Number(float? value) => value?.ToString("0.00", CultureInfo.InvariantCulture) ?? "-";

    private static void Line(StringBuilder card, FormattableString line) => card.Append(line.ToString(CultureInfo.InvariantCulture)).Append('\n');
}
