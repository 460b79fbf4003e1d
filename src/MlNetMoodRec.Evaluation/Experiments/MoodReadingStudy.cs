using MlNetMoodRec.Data;
using MlNetMoodRec.Mood;
using MlNetMoodRec.Simulation;
using MlNetMoodRec.Simulation.Texts;

namespace MlNetMoodRec.Evaluation.Experiments;

/// <summary>Sets what an encoder reads in a platform's texts against the moods that they were written in.</summary>
internal static class MoodReadingStudy
{
    public static IReadOnlyList<MoodReadingRow> Run(SimulatedPlatform platform, MoodCache moods)
    {
        List<Written> written = [];
        foreach (EventTruth truth in platform.UserIds.SelectMany(platform.Truths).Where(t => t.Interaction.Text.Length > 0))
        {
            TrueMood mood = truth.Interaction.TextTime == TextTime.Before ? truth.Mood : truth.MoodAfter;
            written.Add(new Written(truth.Interaction.Text, truth.TextKind, mood));
        }

        MoodReading[] readings = [.. moods.Read([.. written.Select(w => w.Text)])];
        (Written Written, MoodReading Reading)[] all = [.. written.Zip(readings)];
        return
        [
            Correlate("all", all),
            .. all.GroupBy(a => a.Written.Kind).OrderBy(kind => kind.Key).Select(kind => Correlate(Name(kind.Key), [.. kind])),
        ];
    }

    private static MoodReadingRow Correlate(string name, (Written Written, MoodReading Reading)[] texts) => new(
        name,
        texts.Length,
        Correlation(texts.Select(t => ((double)t.Written.Mood.Valence, (double)t.Reading.Valence))),
        Correlation(texts.Select(t => ((double)t.Written.Mood.Arousal, (double)t.Reading.Arousal))));

    /// <summary>Pearson's r; 0 where a side does not vary.</summary>
    private static double Correlation(IEnumerable<(double, double)> pairs)
    {
        (double True, double Read)[] all = [.. pairs];
        double r = all.Length < 2 ? 0 : MathNet.Numerics.Statistics.Correlation.Pearson(all.Select(p => p.True), all.Select(p => p.Read));
        return double.IsFinite(r) ? r : 0;
    }

    private static string Name(TextKind kind) => string.Concat($"{kind}".Select((c, i) => i > 0 && char.IsUpper(c) ? " " + char.ToLowerInvariant(c) : $"{char.ToLowerInvariant(c)}"));

    private sealed record Written(string Text, TextKind Kind, TrueMood Mood);
}
