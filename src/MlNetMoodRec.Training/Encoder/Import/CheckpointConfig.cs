using System.Globalization;
using System.Text.Json;

namespace MlNetMoodRec.Training.Encoder.Import;

/// <summary>What a checkpoint's config.json says about its network and its labels.</summary>
internal sealed record CheckpointConfig(DistilBertConfig Model, IReadOnlyList<string> Labels, string? ProblemType)
{
    public const string FileName = "config.json";
    private const string MultiLabel = "multi_label_classification";
    private const string SingleLabel = "single_label_classification";
    private const string Regression = "regression";

    // What transformers assumes where a configuration does not say.
    private const int UsualLabels = 2;
    private const int MostLabels = 10_000;

    /// <summary>Whether any number of labels may hold at once, so that each has a probability of its own.</summary>
    public bool IsMultiLabel => ProblemType == MultiLabel;

    /// <summary>Whether the outputs are numbers rather than labels.</summary>
    public bool IsRegression => ProblemType == Regression || Labels.Count == 1;

    public static CheckpointConfig Read(string path)
    {
        JsonElement json = CheckpointJson.Read(path);
        var faults = new List<string>();
        if (json.Text("model_type") is var type && type != "distilbert")
        {
            throw new MoodRecException(
                $"'{path}' is of a model of type {(type is null ? "(none)" : $"'{type}'")} (model_type), expected 'distilbert'. "
                + "Take a DistilBERT checkpoint, such as one fine-tuned from distilbert-base-uncased.");
        }

        int Number(string key)
        {
            int? number = json.Whole(key);
            if (number is null)
            {
                faults.Add($"{key} is {json.Member(key)?.GetRawText() ?? "missing"}, expected a whole number");
            }

            return number ?? 1;
        }

        var model = new DistilBertConfig
        {
            VocabularySize = Number("vocab_size"),
            MaxPositions = Number("max_position_embeddings"),
            Width = Number("dim"),
            Layers = Number("n_layers"),
            Heads = Number("n_heads"),
            FeedForwardWidth = Number("hidden_dim"),
            Dropout = json.Real("dropout") ?? 0.1,
            AttentionDropout = json.Real("attention_dropout") ?? 0.1,
        };
        faults.AddRange(model.Errors());
        if (model.MaxPositions < 2)
        {
            faults.Add($"max_position_embeddings is {model.MaxPositions}, expected at least 2");
        }

        if (json.Text("activation") is var activation && activation != "gelu")
        {
            faults.Add($"activation is {activation ?? "missing"}, expected gelu");
        }

        string? problemType = json.Text("problem_type");
        if (problemType is not (null or MultiLabel or SingleLabel or Regression))
        {
            faults.Add($"problem_type is {problemType}, expected {SingleLabel}, {MultiLabel} or {Regression}");
        }

        string[] labels = ReadLabels(json, faults);
        return faults.Count == 0
            ? new CheckpointConfig(model, labels, problemType)
            : throw new MoodRecException($"'{path}' is not the configuration of a DistilBERT that can be imported: {string.Join("; ", faults)}.");
    }

    /// <summary>The labels in the order of the outputs: id2label, or the names that transformers gives them.</summary>
    private static string[] ReadLabels(JsonElement json, List<string> faults)
    {
        if (json.Member("id2label") is not { } map)
        {
            int count = json.Whole("num_labels") ?? UsualLabels;
            if (count is < 1 or > MostLabels)
            {
                faults.Add($"num_labels is {count}, expected 1 to {MostLabels}");
                return [];
            }

            return [.. Enumerable.Range(0, count).Select(i => $"LABEL_{i}")];
        }

        if (map.ValueKind != JsonValueKind.Object || map.GetPropertyCount() is 0 or > MostLabels)
        {
            faults.Add($"id2label is not an object of 1 to {MostLabels} labels");
            return [];
        }

        string?[] labels =
            [.. Enumerable.Range(0, map.GetPropertyCount()).Select(i => map.Text(i.ToString(CultureInfo.InvariantCulture))?.Trim())];
        int missing = Array.FindIndex(labels, string.IsNullOrEmpty);
        if (missing >= 0)
        {
            faults.Add($"id2label has {labels.Length} entries but no label \"{missing}\", expected \"0\" to \"{labels.Length - 1}\"");
        }
        else if (labels.Distinct(StringComparer.OrdinalIgnoreCase).Count() < labels.Length)
        {
            faults.Add($"id2label names a label twice, expected {labels.Length} different ones");
        }

        return labels!;
    }
}
