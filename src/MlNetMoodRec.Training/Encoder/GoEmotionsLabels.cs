using MlNetMoodRec.Mood;

namespace MlNetMoodRec.Training.Encoder;

/// <summary>The labels of GoEmotions (Demszky et al. 2020) with the groups that were published with them.</summary>
internal static class GoEmotionsLabels
{
    private static readonly (string Label, string Ekman, float Polarity)[] Labels =
    [
        ("admiration", "joy", 1), ("amusement", "joy", 1), ("anger", "anger", 0), ("annoyance", "anger", 0),
        ("approval", "joy", 1), ("caring", "joy", 1), ("confusion", "surprise", float.NaN),
        ("curiosity", "surprise", float.NaN), ("desire", "joy", 1), ("disappointment", "sadness", 0),
        ("disapproval", "anger", 0), ("disgust", "disgust", 0), ("embarrassment", "sadness", 0),
        ("excitement", "joy", 1), ("fear", "fear", 0), ("gratitude", "joy", 1), ("grief", "sadness", 0),
        ("joy", "joy", 1), ("love", "joy", 1), ("nervousness", "fear", 0), ("optimism", "joy", 1), ("pride", "joy", 1),
        ("realization", "surprise", float.NaN), ("relief", "joy", 1), ("remorse", "sadness", 0), ("sadness", "sadness", 0),
        ("surprise", "surprise", float.NaN), ("neutral", "neutral", 0.5f),
    ];

    /// <summary>The label names in the order of their indices.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. Labels.Select(label => label.Label)];

    /// <summary>The name in <see cref="Emotions.Names"/> of the group that a label belongs to.</summary>
    public static string Ekman(int label) => Labels[label].Ekman;

    /// <summary>1 for a positive label, 0 for a negative, 0.5 for neutral, NaN for an ambiguous one.</summary>
    public static float Polarity(int label) => Labels[label].Polarity;
}
