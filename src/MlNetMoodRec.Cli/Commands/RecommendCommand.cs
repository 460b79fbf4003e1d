using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using MlNetMoodRec.Cli.Terminal;
using MlNetMoodRec.Data;
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
        var arguments = new RecommendArguments();
        var why = new Option<bool>("--why") { Description = "Also tell the reasons: the recent songs behind each song, and what the text did" };
        var command = new ExampleCommand(
            "recommend",
            "Recommends songs that fit a listener's words and what they have been hearing.",
            "moodrec recommend --model moodrec.zip --text \"long day, need something calm\" --recent B000000IRB,B0000004UM --top 5",
            "moodrec recommend --model moodrec.zip --text \"so angry today\" --direction calm --max-per-artist 1 --why")
        {
            model,
        };
        arguments.AddTo(command);
        command.Options.Add(why);
        command.SetAction(parsed =>
        {
            using MoodRecModel loaded = MoodRecModel.Load(parsed.GetRequiredValue(model));
            ListenerContext context = arguments.Read(parsed);
            var catalogue = loaded.Catalogue.DistinctBy(s => s.Id).ToDictionary(s => s.Id, StringComparer.Ordinal);
            Recommendation answer = Recommend(loaded, context, catalogue, parsed.GetValue(why));
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
                answer.Why?.Write(console.Results, catalogue);
            }

            return ExitCode.Success;
        });
        return command;
    }

    private static Recommendation Recommend(MoodRecModel model, ListenerContext context, Dictionary<string, Song> catalogue, bool why)
    {
        RecommendationExplanation? explanation = why ? model.Explain(context) : null;
        SongRecommendations answer = explanation?.Answer ?? model.Recommend(context);
        return new Recommendation
        {
            Songs = [.. answer.SongIds.Select((id, i) => new RecommendedSong(
                i + 1, id, answer.Titles[i], catalogue.TryGetValue(id, out Song? song) ? song.Artist : "", answer.Scores[i]))],
            Basis = answer.Basis,
            Notes = answer.Notes,
            Mood = model.MoodReader is null || string.IsNullOrWhiteSpace(context.Text) ? null : PrintedMood.Of(answer),
            UnknownSongs = [.. context.RecentSongIds.Concat(context.ExcludedSongIds).Concat(context.AllowedSongIds)
                .Where(id => !catalogue.ContainsKey(id)).Distinct()],
            Why = explanation is null ? null : PrintedExplanation.Of(explanation),
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

        foreach (string note in answer.Notes)
        {
            yield return answer.Songs.Count > 0 && note == RecommendationNote.FewerLeft ? $"{answer.Songs.Count} songs. {note}" : note;
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

        console.WriteLine($"Based on: {Explain(answer.Basis, answer.Mood is null ? "the mood" : "the mood of the text")}");
    }

    /// <summary>Without the sign that rounding leaves on a small negative number.</summary>
    private static string Shown(float score) => (Math.Round(score, 3) + 0.0).ToString("0.000", CultureInfo.InvariantCulture);

    private static string Explain(string basis, string mood) => basis switch
    {
        RecommendationBasis.HistoryAndMood => $"the recent songs and {mood}",
        RecommendationBasis.History => "the recent songs",
        RecommendationBasis.Mood => $"{mood} (no recent song is known to the model)",
        RecommendationBasis.Popularity => "popularity (neither a known recent song nor a mood text)",
        _ => basis,
    };

    private sealed record RecommendedSong(int Rank, string Id, string Title, string Artist, float Score);

    private sealed record Recommendation
    {
        public required IReadOnlyList<RecommendedSong> Songs { get; init; }

        public required string Basis { get; init; }

        public required PrintedMood? Mood { get; init; }

        public required IReadOnlyList<string> Notes { get; init; }

        public required IReadOnlyList<string> UnknownSongs { get; init; }

        [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
        public required PrintedExplanation? Why { get; init; }
    }
}
