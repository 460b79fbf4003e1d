using System.Globalization;
using System.Text.Json.Serialization;
using MlNetMoodRec.Mood;
using MlNetMoodRec.Recommendation;

namespace MlNetMoodRec.Cli.Commands;

/// <summary>The mood of one text as it is printed.</summary>
internal sealed record PrintedMood(string Emotion, double Valence, double Arousal, IReadOnlyDictionary<string, double> Emotions)
{
    public static PrintedMood Of(SongRecommendations answer) =>
        Of(answer.Emotion, answer.Valence, answer.Arousal, answer.EmotionProbabilities);

    public static PrintedMood Of(MoodReading reading) =>
        Of(reading.Emotion, reading.Valence, reading.Arousal, reading.EmotionProbabilities);

    /// <summary>The emotion and its probability, as "joy (0.82)".</summary>
    [JsonIgnore]
    public string Likeliest => Emotions.TryGetValue(Emotion, out double probability)
        ? string.Create(CultureInfo.InvariantCulture, $"{Emotion} ({probability:0.00})")
        : Emotion;

    public static string Signed(double value) => value.ToString("+0.00;-0.00;0.00", CultureInfo.InvariantCulture);

    /// <summary>As "joy (0.82), valence +0.61, arousal +0.20".</summary>
    public override string ToString() => $"{Likeliest}, valence {Signed(Valence)}, arousal {Signed(Arousal)}";

    private static PrintedMood Of(string emotion, float valence, float arousal, IReadOnlyList<float> probabilities) => new(
        emotion,
        Rounded(valence),
        Rounded(arousal),
        Mood.Emotions.Names.Zip(probabilities).ToDictionary(e => e.First, e => Rounded(e.Second)));

    /// <summary>Without the sign of a zero.</summary>
    private static double Rounded(float value) => Math.Round((double)value, 4) + 0.0;
}
