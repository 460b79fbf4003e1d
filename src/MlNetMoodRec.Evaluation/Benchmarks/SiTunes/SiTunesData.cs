using System.Globalization;
using CsvHelper;
using MlNetMoodRec.Data.Tables;

namespace MlNetMoodRec.Evaluation.Benchmarks;

/// <summary>SiTunes (Grigorev et al., CHIIR 2024): 30 people who said how they felt before and after each song.</summary>
internal sealed class SiTunesData
{
    /// <summary>Columns of <c>music_info.csv</c> that describe the sound.</summary>
    public static readonly IReadOnlyList<string> SoundColumns =
        ["valence", "energy", "danceability", "tempo", "loudness", "acousticness", "speechiness", "instrumentalness", "popularity", "duration"];

    private static readonly string[] Files = ["stage2_interactions.csv", "stage3_interactions.csv", "music_info.csv", "splits.csv"];

    private SiTunesData(IReadOnlyDictionary<string, float[]> songs, IReadOnlyList<SiTunesSplit> splits, string hash) =>
        (Songs, Splits, Hash) = (songs, splits, hash);

    /// <summary>What each song sounds like: the columns of <see cref="SoundColumns"/>, each with mean 0 and variance 1.</summary>
    public IReadOnlyDictionary<string, float[]> Songs { get; }

    public IReadOnlyList<SiTunesSplit> Splits { get; }

    public string Hash { get; }

    /// <exception cref="MoodRecException">A file is not there or not as expected.</exception>
    public static SiTunesData Load(string folder)
    {
        string[] paths = [.. Files.Select(f => Path.Combine(folder, f))];
        Dictionary<string, SiTunesEvent> stage2 = Events(paths[0]).ToDictionary(e => e.Id, StringComparer.Ordinal);
        SiTunesEvent[] stage3 = [.. Events(paths[1])];
        (int Seed, string Part, string Id)[] parts = [.. Rows(paths[3], row => ((int)Number(row("seed")), row("part"), row("inter_id")))];
        SiTunesSplit[] splits =
        [
            .. parts.GroupBy(p => p.Seed).OrderBy(g => g.Key)
                .Select(g => new SiTunesSplit(g.Key, Part(g, "train"), Part(g, "valid"), Part(g, "test"), stage3)),
        ];
        return new SiTunesData(Scaled(paths[2]), splits, DataFiles.Hash(paths));

        SiTunesEvent[] Part(IEnumerable<(int Seed, string Part, string Id)> rows, string name) =>
        [
            .. rows.Where(r => r.Part == name).Select(r => stage2.TryGetValue(r.Id, out SiTunesEvent? found)
                ? found
                : throw new MoodRecException($"'{paths[3]}' names the event {r.Id}, which '{paths[0]}' does not hold.")),
        ];
    }

    private static List<SiTunesEvent> Events(string path) => Rows(path, row => new SiTunesEvent
    {
        Id = row("inter_id"),
        User = row("user_id"),
        Song = row("item_id"),
        Time = (long)Number(row("timestamp")),
        Rating = (float)Number(row("rating")),
        ValenceBefore = (float)Number(row("emo_pre_valence")),
        ArousalBefore = (float)Number(row("emo_pre_arousal")),
        ValenceAfter = (float)Number(row("emo_post_valence")),
    });

    private static Dictionary<string, float[]> Scaled(string path)
    {
        // Some songs lack some numbers: they count as average.
        (string Id, double?[] Values)[] songs =
            [.. Rows(path, row => (row("item_id"), SoundColumns.Select(c => row(c).Length > 0 ? Number(row(c)) : (double?)null).ToArray()))];
        double[] means = [.. SoundColumns.Select((_, c) => songs.Average(s => s.Values[c]) ?? 0)];
        double[] deviations = [.. SoundColumns.Select((_, c) => Math.Sqrt(songs.Average(s => (s.Values[c] - means[c]) * (s.Values[c] - means[c])) ?? 0))];
        return songs.ToDictionary(
            s => s.Id,
            s => s.Values.Select((v, c) => v is double value && deviations[c] > 0 ? (float)((value - means[c]) / deviations[c]) : 0).ToArray(),
            StringComparer.Ordinal);
    }

    private static List<T> Rows<T>(string path, Func<Func<string, string>, T> read)
    {
        using CsvReader csv = CsvReader.Create(DataFile.OpenText(path), new CsvReaderOptions { TrackLineNumbers = true });
        List<T> rows = [];
        while (csv.Read())
        {
            try
            {
                rows.Add(read(column => csv.TryGetFieldIndex(column, out int index)
                    ? csv.GetString(index)
                    : throw new FormatException($"there is no column {column}")));
            }
            catch (FormatException exception)
            {
                throw new MoodRecException($"'{path}', line {csv.LineNumber}: {exception.Message}", exception);
            }
        }

        return rows;
    }

    private static double Number(string text) => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number)
        ? number
        : throw new FormatException($"'{text}' is no number");
}
