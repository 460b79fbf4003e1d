using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using MlNetMoodRec.Cli.Terminal;
using MlNetMoodRec.Evaluation;
using MlNetMoodRec.Recommendation;
using Spectre.Console;

namespace MlNetMoodRec.Cli.Commands;

/// <summary>Songs for one listener.</summary>
internal static class RecommendCommand
{
    public static Command Create(CliConsole console)
    {
        Option<string> model = CommonOptions.Path("--model", "The model zip", "moodrec.zip", required: true);
        var text = new Option<string>("--text") { Description = "How the listener feels, in their words", DefaultValueFactory = _ => "", HelpName = "words" };
        var recent = new Option<string>("--recent") { Description = "Songs heard before, oldest first", HelpName = "id,id" };
        Option<int> top = CommonOptions.Number("--top", "How many songs", least: 1, unlessGiven: 10);
        var exclude = new Option<string>("--exclude") { Description = "Songs that must not be recommended", HelpName = "id,id" };
        Option<Choice<SeenSongPolicy>> seen = CommonOptions.Seen(SeenSongPolicy.Excluded, "Whether the recent songs may be recommended again");
        var command = new ExampleCommand(
            "recommend",
            "Recommends songs that fit a listener's words and what they have been hearing.",
            "moodrec recommend --model moodrec.zip --text \"long day, need something calm\" --recent B000000IRB,B0000004UM --top 5")
        {
            model, text, recent, top, exclude, seen,
        };
        command.SetAction(parsed =>
        {
            using MoodRecModel loaded = MoodRecModel.Load(parsed.GetRequiredValue(model));
            string[] recentIds = CommonOptions.Ids(parsed.GetValue(recent));
            string[] excludedIds = CommonOptions.Ids(parsed.GetValue(exclude));
            var context = new ListenerContext
            {
                Text = parsed.GetValue(text) ?? "",
                RecentSongIds = recentIds,
                ExcludedSongIds = parsed.GetValue(seen).Value == SeenSongPolicy.Excluded ? [.. excludedIds, .. recentIds] : excludedIds,
                TopN = parsed.GetValue(top),
            };
            Recommendation answer = Recommend(loaded, context);
            foreach (string note in Notes(answer, context))
            {
                console.WriteNote(note);
            }

            if (parsed.GetValue(CommonOptions.Json))
            {
                console.Output.WriteLine(JsonSerializer.Serialize(answer, EvaluationJson.Options));
            }
            else
            {
                Write(console.Results, answer);
            }

            return ExitCode.Success;
        });
        return command;
    }

    private static Recommendation Recommend(MoodRecModel model, ListenerContext context)
    {
        var catalogue = model.Catalogue.DistinctBy(s => s.Id).ToDictionary(s => s.Id, StringComparer.Ordinal);
        SongRecommendations answer = model.Recommend(context);
        return new Recommendation
        {
            Songs = [.. answer.SongIds.Select((id, i) => new RecommendedSong(
                i + 1, id, answer.Titles[i], catalogue.TryGetValue(id, out Data.Song? song) ? song.Artist : "", answer.Scores[i]))],
            Basis = answer.Basis,
            Mood = model.MoodReader is null || string.IsNullOrWhiteSpace(context.Text) ? null : PrintedMood.Of(answer),
            UnknownSongs = [.. context.RecentSongIds.Concat(context.ExcludedSongIds).Where(id => !catalogue.ContainsKey(id)).Distinct()],
        };
    }

    private static IEnumerable<string> Notes(Recommendation answer, ListenerContext context)
    {
        if (answer.UnknownSongs.Count > 0)
        {
            yield return $"not in the model's catalogue: {string.Join(", ", answer.UnknownSongs)}";
        }

        if (answer.Mood is null && !string.IsNullOrWhiteSpace(context.Text))
        {
            yield return "this model does not read texts; the words were not used";
        }

        if (answer.Songs.Count < context.TopN)
        {
            yield return $"{answer.Songs.Count} songs: all that the catalogue has to offer";
        }
    }

    private static void Write(IAnsiConsole console, Recommendation answer)
    {
        bool hasArtists = answer.Songs.Any(s => s.Artist.Length > 0);
        Table table = new Table().Border(TableBorder.Rounded).AddColumn(new TableColumn("#").RightAligned()).AddColumn("Title");
        if (hasArtists)
        {
            table.AddColumn("Artist");
        }

        table.AddColumn("Song").AddColumn(new TableColumn("Score").RightAligned());
        foreach (RecommendedSong song in answer.Songs)
        {
            string[] cells = [$"{song.Rank}", song.Title, .. hasArtists ? [song.Artist] : Array.Empty<string>(), song.Id, Shown(song.Score)];
            table.AddRow(cells.Select(c => new Spectre.Console.Text(c)));
        }

        console.Write(table);
        if (answer.Mood is not null)
        {
            console.WriteLine($"Mood read from the text: {answer.Mood}");
        }

        console.WriteLine($"Based on: {Explain(answer.Basis)}");
    }

    /// <summary>Without the sign that rounding leaves on a small negative number.</summary>
    private static string Shown(float score) => (Math.Round(score, 3) + 0.0).ToString("0.000", CultureInfo.InvariantCulture);

    private static string Explain(string basis) => basis switch
    {
        RecommendationBasis.HistoryAndMood => "the recent songs and the mood of the text",
        RecommendationBasis.History => "the recent songs",
        RecommendationBasis.Mood => "the mood of the text (no recent song is known to the model)",
        RecommendationBasis.Popularity => "popularity (neither a known recent song nor a mood text)",
        _ => basis,
    };

    private sealed record RecommendedSong(int Rank, string Id, string Title, string Artist, float Score);

    private sealed record Recommendation
    {
        public required IReadOnlyList<RecommendedSong> Songs { get; init; }

        public required string Basis { get; init; }

        public required PrintedMood? Mood { get; init; }

        public required IReadOnlyList<string> UnknownSongs { get; init; }
    }
}
