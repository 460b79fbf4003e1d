using Microsoft.ML;
using MlNetMoodRec.Data;
using MlNetMoodRec.Recommendation;
using MlNetMoodRec.Tests.Mood;
using MlNetMoodRec.Training.Recommender;

namespace MlNetMoodRec.Tests.Scoring;

/// <summary>A small model zip that reads histories and moods, trained once, and random listeners to score with it.</summary>
internal static class ScoringModel
{
    private const int Songs = 40;

    private static readonly string[] Words = ["i", "feel", "sad", "happy", "so", "tired", "today", "love", "this", "song", "!", "."];
    private static readonly Lazy<byte[]> Zip = new(Train);

    /// <summary>Writes the zip into a folder.</summary>
    public static string WriteTo(string folder)
    {
        string path = Path.Combine(folder, "model.zip");
        File.WriteAllBytes(path, Zip.Value);
        return path;
    }

    /// <summary>Listeners with and without texts, histories, unknown songs and exclusions; each listener comes several times.</summary>
    public static ListenerContext[] Listeners(int count, int seed = 5)
    {
        var random = new Random(seed);
        string[] Some(int most, int ids) => [.. Enumerable.Range(0, random.Next(most + 1)).Select(_ => $"s{random.Next(ids)}")];
        return [.. Enumerable.Range(0, count).Select(i =>
        {
            string[] recent = Some(12, Songs + 3);
            return new ListenerContext
            {
                UserId = $"u{random.Next(1 + (count / 3))}",
                Text = random.Next(3) == 0 ? "" : string.Join(' ', Enumerable.Range(0, random.Next(1, 9)).Select(_ => Words[random.Next(Words.Length)])),
                TextHoursAgo = random.NextSingle() * 30,
                RecentSongIds = recent,
                RecentFeedback = [.. recent.Select(_ => random.NextSingle())],
                RecentValence = [.. recent.Select(_ => (random.NextSingle() * 2) - 1)],
                RecentHoursAgo = [.. recent.Select((_, n) => recent.Length - n + random.NextSingle())],
                ExcludedSongIds = random.Next(20) == 0 ? [.. Enumerable.Range(0, Songs).Select(s => $"s{s}")] : Some(4, Songs),
                LikeWeight = random.Next(2) * random.NextSingle() * 3,
                TopN = random.Next(1, Songs + 5),
            };
        })];
    }

    private static byte[] Train()
    {
        using var encoder = new SyntheticEncoder();
        var context = new MLContext(seed: 1);
        MoodRecCatalog mood = context.MoodRec();
        Song[] catalogue = [.. Enumerable.Range(0, Songs).Select(i => new Song { Id = $"s{i}", Title = $"Song | {i}, \"the\\{i}th\"" })];
        var random = new Random(1);
        var rows = mood.Data.WithHistory(Enumerable.Range(0, 30).SelectMany(user => Enumerable.Range(0, 20).Select(play => new Interaction
        {
            UserId = $"u{user}",
            SongId = $"s{(random.Next(8) + (user * 8)) % Songs}",
            Time = DateTime.UnixEpoch.AddHours(play),
            Text = play % 3 == 0 ? Words[random.Next(Words.Length)] : "",
            TextTime = TextTime.Before,
        })));
        var options = new MoodLstmOptions { Units = 8, Layers = 1, SongDimension = 8, MoodDimension = 8, Epochs = 1, StartFromAls = false };
        using var model = mood.Text.EncodeMood(encoder.Folder).Append(mood.Trainers.MoodLstm(options, validation: null, catalogue)).Fit(rows);
        string zip = encoder.PathOf("model.zip");
        MoodRecModel.Save(context, model, rows.Schema, new ModelManifest { Method = "mood-lstm" }, catalogue, zip);
        return File.ReadAllBytes(zip);
    }
}
