using System.Globalization;

namespace MlNetMoodRec.Training.Encoder.CheckIns;

/// <summary>
/// Our own lists of words, sentences and emoji with the mood that we place them at (after Russell 1980), and the patterns
/// of sentences round them. They are independent of the texts of the simulator: neither was written with the other in sight.
/// </summary>
internal sealed class CheckInLists
{
    /// <summary>How people say that they feel: "sad", "over the moon".</summary>
    public const string Feeling = "feeling";

    /// <summary>How days and things are: "boring".</summary>
    public const string Thing = "thing";

    /// <summary>What a text can be full of, or without: "joy".</summary>
    public const string Noun = "noun";

    /// <summary>What happened or is being done, as a clause that tells of a mood.</summary>
    public const string Event = "event";

    /// <summary>Clauses that tell of hardly any mood.</summary>
    public const string Scene = "scene";

    private CheckInLists()
    {
    }

    /// <summary>The lists of this assembly.</summary>
    public static CheckInLists Own { get; } = Read();

    /// <summary>The languages other than English that there are a few words of.</summary>
    public static IReadOnlyList<string> OtherLanguages { get; } = ["french", "spanish", "german", "italian", "portuguese"];

    /// <summary>Words and clauses by their kind.</summary>
    public required ILookup<string, CheckInMood> Words { get; init; }

    /// <summary>Patterns by the kind of word that they take.</summary>
    public required ILookup<string, CheckInPattern> Patterns { get; init; }

    /// <summary>Emoji and emoticons.</summary>
    public required IReadOnlyList<CheckInMood> Emoji { get; init; }

    private static CheckInLists Read() => new()
    {
        Words = Rows("words").ToLookup(row => row[0], row => Mood(row[1..])),
        Patterns = Rows("patterns").Select(row => new CheckInPattern(row[0], row[1], Number(row[2]), Number(row[3]), row.Length > 4))
            .ToLookup(pattern => pattern.Kind),
        Emoji = [.. Rows("emoji").Select(Mood)],
    };

    private static CheckInMood Mood(string[] row) => new(row[0], Number(row[1]), Number(row[2]));

    private static double Number(string value) => value == "-" ? double.NaN : double.Parse(value, CultureInfo.InvariantCulture);

    private static List<string[]> Rows(string name)
    {
        var rows = new List<string[]>();
        using Stream stream = typeof(CheckInLists).Assembly.GetManifestResourceStream($"{typeof(CheckInLists).Namespace}.{name}.tsv")!;
        using var reader = new StreamReader(stream);
        while (reader.ReadLine() is { } line)
        {
            rows.Add(line.Split('\t'));
        }

        return rows;
    }
}
