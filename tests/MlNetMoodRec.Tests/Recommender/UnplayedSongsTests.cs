using MlNetMoodRec.Data;
using MlNetMoodRec.Recommendation;
using MlNetMoodRec.Training.Recommender;

namespace MlNetMoodRec.Tests.Recommender;

/// <summary>What the LSTM makes of songs of the catalogue that the training data never plays.</summary>
[TestClass]
public sealed class UnplayedSongsTests
{
    private static readonly MoodLstmOptions Small = new()
    {
        UseMood = false, Units = 8, SongDimension = 8, HistoryLength = 4, Epochs = 6, BatchSize = 4, LearningRate = 0.02, Dropout = 0, InputDropout = 0,
    };

    [TestMethod]
    public void SettleUnplayed_Song_IsAsPopularAsItsArtistElseItsGenreElseAll()
    {
        Song[] catalogue =
        [
            new() { Id = "a1", Artist = "A", Genre = "rock" }, new() { Id = "a2", Artist = "A", Genre = "rock" }, new() { Id = "b1", Artist = "B", Genre = "folk" },
            new() { Id = "of artist", Artist = "A", Genre = "folk" }, new() { Id = "of genre", Artist = "C", Genre = "folk" }, new() { Id = "of none" },
        ];
        var songs = new SongIndex(new Dictionary<string, SongPlays> { ["a1"] = new(7, 0), ["a2"] = new(3, 0), ["b1"] = new(1, 0) }, catalogue);
        using var network = new MoodLstmNetwork(songs, Small with { UnplayedAreNew = true }, songStart: null, voices: []);

        network.SettleUnplayed(songs.PlayedCount);

        // Plays and one more: 8, 4 and 2 of 11 plays and 6 songs.
        float[] bias = [.. network.Songs().Bias.data<float>()];
        Dictionary<string, double> plays = new() { ["a1"] = 8, ["a2"] = 4, ["b1"] = 2, ["of artist"] = 6, ["of genre"] = 2, ["of none"] = 14 / 3.0 };
        foreach ((string id, double expected) in plays)
        {
            Assert.AreEqual(Math.Log(expected / 17), bias[songs.Find(id) - 1], 1e-5, id);
        }
    }

    [TestMethod]
    public void Fit_UnplayedSongOfTheListenersArtist_IsAsGoodAsItsOthersIfItIsNew()
    {
        // Each listener keeps to the three songs of one artist; a fourth of each is never played.
        string[] artists = ["A", "B", "C", "D"];
        Song[] catalogue = [.. artists.SelectMany(artist => Enumerable.Range(1, 4).Select(i => new Song { Id = $"{artist}{i}", Artist = artist }))];
        EncodedEvent[] rows = [.. Enumerable.Range(0, 40).SelectMany(user =>
            Events.Of($"u{user}", [.. Enumerable.Range(0, 6).Select(i => $"{artists[user % 4]}{1 + ((i + user) % 3)}")]))];

        double unpopular = BehindTheThird(Small);
        double isNew = BehindTheThird(Small with { UnplayedAreNew = true });

        Assert.IsGreaterThan(2, unpopular, "every step of the training took it for a song that was not chosen");
        Assert.IsLessThan(unpopular - 1, isNew);

        double BehindTheThird(MoodLstmOptions options)
        {
            using RecommenderTransformer model = Train(options, rows, catalogue);
            using var session = new RecommenderSession(model.Onnx);
            float[] scores = new GraphRun(model.Onnx, 1, new GraphRow("B1", "B2")).CatalogueScores[0];
            string[] songs = [.. session.SongIds];
            return scores[Array.IndexOf(songs, "B3")] - scores[Array.IndexOf(songs, "B4")];
        }
    }

    [TestMethod]
    public void Fit_EverySongPlayed_IsTheSameModel()
    {
        EncodedEvent[] rows = [.. Enumerable.Range(0, 10).SelectMany(user => Events.Of($"u{user}", "a", "b", "c", "a"))];
        Song[] catalogue = [new() { Id = "a", Artist = "A" }, new() { Id = "b", Artist = "B" }];

        using RecommenderTransformer unpopular = Train(Small, rows, catalogue);
        using RecommenderTransformer isNew = Train(Small with { UnplayedAreNew = true }, rows, catalogue);

        CollectionAssert.AreEqual(unpopular.Onnx.ToArray(), isNew.Onnx.ToArray());
    }

    private static RecommenderTransformer Train(MoodLstmOptions options, IEnumerable<EncodedEvent> rows, Song[] catalogue) =>
        Events.Context.MoodRec().Trainers.MoodLstm(options, catalogue: catalogue).Fit(Events.View(rows));
}
