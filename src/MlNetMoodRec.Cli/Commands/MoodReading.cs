using System.Globalization;
using MlNetMoodRec.Recommendation;

namespace MlNetMoodRec.Cli.Commands;

/// <summary>The mood of one text as it is printed.</summary>
internal sealed record MoodReading(string Emotion, double Valence, double Arousal, IReadOnlyDictionary<string, double> Emotions)
{
    public static MoodReading Of(SongRecommendations answer) =>
        Of(answer.Emotion, answer.Valence, answer.Arousal, answer.EmotionProbabilities);

    public static MoodReading Of(string emotion, float valence, float arousal, IReadOnlyList<float> probabilities) => new(
        emotion,
        Rounded(valence),
        Rounded(arousal),
        Mood.Emotions.Names.Zip(probabilities).ToDictionary(e => e.First, e => Rounded(e.Second)));

    /// <summary>As "joy (0.82), valence +0.61, arousal +0.20".</summary>
    public override string ToString()
    {
        string probability = Emotions.TryGetValue(Emotion, out double p) ? string.Create(CultureInfo.InvariantCulture, $" ({p:0.00})") : "";
        return string.Create(CultureInfo.InvariantCulture, $"{Emotion}{probability}, valence {Valence:+0.00;-0.00;0.00}, arousal {Arousal:+0.00;-0.00;0.00}");
    }

    private static double Rounded(float value) => Math.Round((double)value, 4);
}
