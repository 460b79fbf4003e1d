namespace MlNetMoodRec.Training.Encoder.Import;

/// <summary>
/// What the labels of a classifier say about the mood: valence and arousal of each, and which of the emotions it is.
/// Null where they say nothing.
/// </summary>
internal sealed record LabelMood(IReadOnlyList<float> Valence, IReadOnlyList<float>? Arousal, IReadOnlyList<string>? Emotions)
{
    /// <summary>
    /// Emotion words on Russell's circle, in degrees: pleasure 0, excitement 45, arousal 90, distress 135, displeasure 180,
    /// depression 225, sleepiness 270, relaxation 315 (Russell 1980, A circumplex model of affect, abstract). The word
    /// that a label belongs to, or that it stands half-way between two, was chosen by hand; labels that GoEmotions calls
    /// ambiguous are arousal without valence.
    /// </summary>
    private static readonly Dictionary<string, double> Angles = new(StringComparer.OrdinalIgnoreCase)
    {
        ["admiration"] = 0, ["amusement"] = 22.5, ["anger"] = 135, ["annoyance"] = 135, ["approval"] = 0, ["caring"] = 0,
        ["confusion"] = 90, ["curiosity"] = 90, ["desire"] = 45, ["disappointment"] = 180, ["disapproval"] = 180, ["disgust"] = 135,
        ["embarrassment"] = 135, ["excitement"] = 45, ["fear"] = 135, ["gratitude"] = 0, ["grief"] = 225, ["joy"] = 22.5,
        ["love"] = 22.5, ["nervousness"] = 135, ["optimism"] = 22.5, ["pride"] = 22.5, ["realization"] = 90, ["relief"] = 315,
        ["remorse"] = 202.5, ["sadness"] = 202.5, ["surprise"] = 90,
    };

    private static readonly Dictionary<string, float> Polarities = new(StringComparer.OrdinalIgnoreCase)
    {
        ["negative"] = -1, ["neutral"] = 0, ["positive"] = 1,
    };

    /// <summary>Every label that is known, for messages.</summary>
    public static string Known =>
        $"the labels of GoEmotions, emotion and TweetEval ({string.Join(", ", GoEmotionsLabels.Names)}) or {string.Join(", ", Polarities.Keys)}";

    /// <summary>What a set of labels says; null when one of them is not known, in whatever order or case they are.</summary>
    public static LabelMood? Of(IReadOnlyList<string> labels)
    {
        if (labels.All(Polarities.ContainsKey))
        {
            return new LabelMood([.. labels.Select(label => Polarities[label])], Arousal: null, Emotions: null);
        }

        int[] known = [.. labels.Select(GoEmotionsIndex)];
        return known.Contains(-1)
            ? null
            : new LabelMood(
                [.. labels.Select(label => Coordinate(label, Math.Cos))],
                [.. labels.Select(label => Coordinate(label, Math.Sin))],
                [.. known.Select(GoEmotionsLabels.Ekman)]);
    }

    /// <summary>Where an emotion label lies on the circle; the middle for neutral and labels that are not known.</summary>
    public static (float Valence, float Arousal) Place(string label) => (Coordinate(label, Math.Cos), Coordinate(label, Math.Sin));

    private static int GoEmotionsIndex(string label) => GoEmotionsLabels.Names.ToList().FindIndex(
        name => name.Equals(label, StringComparison.OrdinalIgnoreCase));

    /// <summary>A coordinate on the unit circle, 0 for neutral; rounded, for the cosine of 90 degrees is not 0.</summary>
    private static float Coordinate(string label, Func<double, double> function) =>
        Angles.TryGetValue(label, out double degrees) ? (float)Math.Round(function(double.DegreesToRadians(degrees)), 4) : 0;
}
