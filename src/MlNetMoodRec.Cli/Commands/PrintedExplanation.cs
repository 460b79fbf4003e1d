using System.Globalization;
using MlNetMoodRec.Data;
using MlNetMoodRec.Recommendation;
using Spectre.Console;

namespace MlNetMoodRec.Cli.Commands;

/// <summary>The reasons of an answer as they are printed.</summary>
/// <param name="Songs">For each song the recent songs that speak for it.</param>
/// <param name="WithoutText">The ids of the list without the text, or null where no text was read.</param>
/// <param name="Words">What each word of the text did.</param>
internal sealed record PrintedExplanation(
    IReadOnlyList<SongReason> Songs, IReadOnlyList<string>? WithoutText, IReadOnlyList<WordInfluence> Words)
{
    /// <summary>Words that move neither valence nor arousal by as much are not shown in the table.</summary>
    private const float LeastMove = 0.005f;

    public static PrintedExplanation Of(RecommendationExplanation explanation) =>
        new(explanation.Songs, explanation.WithoutText?.SongIds, explanation.Words);

    public void Write(IAnsiConsole console, IReadOnlyDictionary<string, Song> catalogue)
    {
        string Title(string id) => catalogue.TryGetValue(id, out Song? song) && song.Title.Length > 0 ? song.Title : id;

        WriteTable(console, ["Song", "Because of (its part of the score)"], Songs.Select(s => new[]
        {
            Title(s.SongId),
            s.RecentSongs.Count > 0
                ? string.Join(", ", s.RecentSongs.Select(r => string.Create(CultureInfo.InvariantCulture, $"{Title(r.SongId)} ({r.Influence:0.00})")))
                : "no recent song in particular",
        }));
        if (WithoutText is null)
        {
            return;
        }

        WordInfluence[] moving = [.. Words.Where(w => Math.Abs(w.Valence) >= LeastMove || Math.Abs(w.Arousal) >= LeastMove)];
        WriteTable(console, ["Word", "Valence", "Arousal"], moving.Select(w => new[] { w.Word, PrintedMood.Signed(w.Valence), PrintedMood.Signed(w.Arousal) }));
        WriteTable(console, ["#", "With the text", "Without it"], Songs.Select((s, i) => new[]
        {
            $"{i + 1}", Title(s.SongId), i < WithoutText.Count ? Title(WithoutText[i]) : "",
        }));
    }

    private static void WriteTable(IAnsiConsole console, string[] columns, IEnumerable<string[]> rows)
    {
        Table table = new Table().Border(TableBorder.Rounded);
        foreach (string column in columns)
        {
            table.AddColumn(column);
        }

        foreach (string[] row in rows)
        {
            table.AddRow(row.Select(cell => new Spectre.Console.Text(cell)));
        }

        console.Write(table);
    }
}
