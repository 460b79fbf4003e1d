using System.Globalization;
using MlNetMoodRec.Mood;
using MlNetMoodRec.Training.Encoder.Import;

namespace MlNetMoodRec.Training.Encoder;

/// <summary>What the labels of a file mean: each a polarity, or each an emotion.</summary>
internal sealed class LabelMeanings
{
    public const string Negative = "negative";
    public const string Positive = "positive";

    private const int MostShown = 40;

    private readonly Dictionary<string, string> _classes = new(StringComparer.OrdinalIgnoreCase);
    private readonly string[] _order = [];

    /// <summary>Takes the labels that may occur; null for all that are known.</summary>
    /// <exception cref="MoodRecException">One of them is no polarity and no emotion, or they are of both kinds.</exception>
    public LabelMeanings(IReadOnlyList<string>? labels)
    {
        if (labels is null)
        {
            return;
        }

        List<string> order = [];
        foreach (string label in labels)
        {
            string[] parts = label.Split('=', 2, StringSplitOptions.TrimEntries);
            string meaning = ClassOf(parts[^1])
                ?? throw new MoodRecException($"The label '{label}' is none that is known. {Known} A label of another name is given as name=meaning, such as 0=negative.");
            if (parts[0].Length == 0 || !_classes.TryAdd(parts[0], meaning))
            {
                throw new MoodRecException($"The labels name '{parts[0]}' twice or leave a name empty; expected different names, such as negative,positive.");
            }

            order.Add(meaning);
        }

        _order = [.. order];
        if (_order.Distinct().Count() < 2)
        {
            throw new MoodRecException($"The labels {string.Join(", ", labels)} are one class; expected at least two. {Known}");
        }

        if (Mixed(_order) is { } mixed)
        {
            throw new MoodRecException(mixed);
        }
    }

    private static string Known =>
        $"Known are {Negative} and {Positive}, or emotions: {string.Join(", ", GoEmotionsLabels.Names)}.";

    /// <summary>The polarity or emotion that a label of the file means.</summary>
    /// <exception cref="FormatException">It means none; the message says what was expected.</exception>
    public string Meaning(string label)
    {
        if (_classes.TryGetValue(label, out string? known))
        {
            return known;
        }

        if (_order.Length > 0)
        {
            return int.TryParse(label, NumberStyles.None, CultureInfo.InvariantCulture, out int index) && index < _order.Length
                ? _order[index]
                : throw new FormatException($"the label {Shown(label)} is none of {string.Join(", ", _classes.Keys)}, and no number from 0 to {_order.Length - 1}");
        }

        string meaning = ClassOf(label)
            ?? throw new FormatException($"the label {Shown(label)} is none that is known. {Known} Say what the labels mean with --labels, as in 0=negative,1=positive");
        _classes.Add(label, meaning);
        return Mixed([.. _classes.Values]) is { } mixed ? throw new FormatException(mixed) : meaning;
    }

    /// <summary>The classes, polarities from negative to positive, emotions in the order of <see cref="Emotions.Names"/>.</summary>
    public string[] Classes => [.. new[] { Negative, Positive }.Concat(Emotions.Names).Where(_classes.ContainsValue)];

    public bool IsPolarity => _classes.ContainsValue(Negative) || _classes.ContainsValue(Positive);

    /// <summary>Labels that count as one, in words.</summary>
    public IEnumerable<string> Notes => _classes.GroupBy(pair => pair.Value, pair => pair.Key).Where(group => group.Count() > 1)
        .Select(group => $"{string.Join(", ", group.Order(StringComparer.Ordinal))} count as {group.Key}");

    private static string? ClassOf(string meaning) =>
        meaning.Equals(Negative, StringComparison.OrdinalIgnoreCase) ? Negative
        : meaning.Equals(Positive, StringComparison.OrdinalIgnoreCase) ? Positive
        : LabelMood.Of([meaning]) is { Emotions: [var emotion] } ? emotion
        : Emotions.Names.FirstOrDefault(name => name.Equals(meaning, StringComparison.OrdinalIgnoreCase));

    private static string? Mixed(string[] classes) =>
        classes.FirstOrDefault(Emotions.Names.Contains) is { } emotion && classes.FirstOrDefault(c => !Emotions.Names.Contains(c)) is { } polarity
            ? $"the labels mean both polarities ({polarity}) and emotions ({emotion}); expected one kind. {Known}"
            : null;

    /// <summary>A label in quotes; a long one, which is no label but a text of a wrong column, by its length.</summary>
    private static string Shown(string label) =>
        label.Length <= MostShown && label.All(c => !char.IsControl(c)) ? $"'{label}'" : $"of {label.Length} characters";
}
