using MlNetMoodRec.Data;
using MlNetMoodRec.Recommendation;
using MlNetMoodRec.Training.Recommender;

namespace MlNetMoodRec.Tests.Recommender;

[TestClass]
public sealed class ContentBasedTrainerTests
{
    private static readonly ContentBasedOptions Options = new() { SessionHalfLife = 1, TasteHalfLife = 2, SkippedWeight = 0.5, PriorSongs = 1, Levels = 2 };

    /// <summary>Plays: a 3, b 2, c 1.</summary>
    private static readonly SongIndex Three = new(new Dictionary<string, SongPlays> { ["a"] = new(3, 0), ["b"] = new(2, 0), ["c"] = new(1, 0) }, []);

    private static readonly Song[] ThreeSongs =
    [
        new() { Id = "a", Genre = "rock", Valence = 0.2f },
        new() { Id = "b", Genre = "jazz", Valence = 0.6f },
        new() { Id = "c", Genre = "rock" },
    ];

    [TestMethod]
    public void Content_NumbersBetweenLevels_AreSharedByTheTwoAround()
    {
        var songs = new SongIndex(new Dictionary<string, SongPlays> { ["a"] = new(5, 0), ["b"] = new(4, 0), ["c"] = new(3, 0), ["d"] = new(2, 0), ["e"] = new(1, 0) }, []);
        float?[] tempos = [100, 80, 140, 110, null];

        var content = new SongContent(songs, [.. songs.Ids.Zip(tempos, (id, tempo) => new Song { Id = id, Tempo = tempo })], levels: 3);

        // Of the sorted tempos 80, 100, 110, 140 the first, the second (at 1.5, rounded down) and the last are levels.
        (int, float)[][] expected = [[], [(1, 1)], [(0, 1)], [(2, 1)], [(1, 0.75f), (2, 0.25f)], []];
        for (int song = 0; song < expected.Length; song++)
        {
            CollectionAssert.AreEqual(expected[song], content.Parts[song], $"song {song}");
        }

        // Shares of the plays with one added: 5 of 18, 6 + 0.75 * 3, 4 + 0.25 * 3.
        double[] average = [5.0 / 18, 8.25 / 18, 4.75 / 18];
        for (int column = 0; column < average.Length; column++)
        {
            Assert.AreEqual(average[column], content.Average[column], 1e-6);
        }
    }

    [TestMethod]
    public void Graph_TwoSongsHeard_GivesTheScoresComputedByHand()
    {
        var content = new SongContent(Three, ThreeSongs, Options.Levels);
        byte[] onnx = ContentGraph.Write(Three, content, new ContentWeights(0.5, [1, 2], [0.3, 0.4]), Options);

        // b was skipped and counts half; a is one song older, so it counts half in the session and sqrt(1/2) in the taste.
        var run = new GraphRun(onnx, 3, new GraphRow("a", "b") { Feedback = [1, 0] });

        double older = Math.Sqrt(0.5);
        double sessionJazz = Math.Log((0.5 + 3.0 / 9) / (2 * 3.0 / 9));
        double sessionRock = Math.Log((0.5 + 6.0 / 9) / (2 * 6.0 / 9));
        double sessionLow = Math.Log((0.5 + 4.0 / 7) / (2 * 4.0 / 7));
        double sessionHigh = Math.Log((0.5 + 3.0 / 7) / (2 * 3.0 / 7));
        double tasteJazz = Math.Log((0.5 + 3.0 / 9) / ((1.5 + older) * 3.0 / 9));
        double tasteRock = Math.Log((older + 6.0 / 9) / ((1.5 + older) * 6.0 / 9));
        double tasteLow = Math.Log((older + 4.0 / 7) / ((1.5 + older) * 4.0 / 7));
        double tasteHigh = Math.Log((0.5 + 3.0 / 7) / ((1.5 + older) * 3.0 / 7));
        double[] expected =
        [
            0.5 * Math.Log(4.0 / 9) + sessionRock + 2 * sessionLow + 0.3 * tasteRock + 0.4 * tasteLow,
            0.5 * Math.Log(3.0 / 9) + sessionJazz + 2 * sessionHigh + 0.3 * tasteJazz + 0.4 * tasteHigh,
            0.5 * Math.Log(2.0 / 9) + sessionRock + 0.3 * tasteRock,
        ];
        for (int song = 0; song < expected.Length; song++)
        {
            Assert.AreEqual(expected[song], run.CatalogueScores[0][song], 1e-5, Three.Ids[song]);
        }

        Assert.AreEqual(RecommendationBasis.History, run.Basis[0]);
    }

    [TestMethod]
    public void Graph_RaggedBatch_HoldsTheProfilesOfTraining()
    {
        (SongIndex songs, Song[] catalogue) = RandomCatalogue(80, new Random(3));
        var options = new ContentBasedOptions { SkippedWeight = 0.25 };
        var content = new SongContent(songs, catalogue, options.Levels);
        var weights = new ContentWeights(0.9, [0.7, 0.2, -0.5, 1.2], [0.3, -0.1, 0.4, 0.6]);
        byte[] onnx = ContentGraph.Write(songs, content, weights, options);
        var random = new Random(4);
        GraphRow[] rows = [.. new[] { 1, 7, 2000 }.Select(length => new GraphRow(
            [.. Enumerable.Range(0, length).Select(i => i % 5 == 4 ? "unknown" : songs.Ids[random.Next(80)])])
        {
            Feedback = [.. Enumerable.Range(0, length).Select(_ => random.NextSingle())],
        })];

        var run = new GraphRun(onnx, 3, rows);

        for (int row = 0; row < rows.Length; row++)
        {
            double[] session = Lifts(content, options, options.SessionHalfLife, songs, rows[row]);
            double[] taste = Lifts(content, options, options.TasteHalfLife, songs, rows[row]);
            for (int song = 0; song < songs.Ids.Length; song++)
            {
                double expected = (weights.Popularity * songs.LogPopularity[song]) + content.Parts[song + 1].Sum(p =>
                    p.Share * ((weights.Session[content.Attributes[p.Column]] * session[p.Column]) + (weights.Taste[content.Attributes[p.Column]] * taste[p.Column])));
                Assert.AreEqual(expected, run.CatalogueScores[row][song], 1e-4, $"row {row}, song {song}");
            }
        }
    }

    [TestMethod]
    public void Recommend_NoKnownSong_FallsBackToPopularity()
    {
        using var model = Events.Context.MoodRec().Trainers.ContentBased(Options, ThreeSongs).Fit(Events.View(Events.Of("u", "a", "b", "a")));

        var run = new GraphRun(model.Onnx, 3, new GraphRow(), new GraphRow("?", "??"));

        foreach (int row in (int[])[0, 1])
        {
            CollectionAssert.AreEqual(new[] { "a", "b", "c" }, run.SongIds[row]);
            Assert.AreEqual(MathF.Log(3f / 6), run.Scores[row][0], 1e-6f);
            Assert.AreEqual(RecommendationBasis.Popularity, run.Basis[row]);
        }
    }

    [TestMethod]
    public void Recommend_HistoryOfUndescribedSongs_KeepsTheOrderOfPopularity()
    {
        using var model = Events.Context.MoodRec().Trainers.ContentBased(Options, ThreeSongs).Fit(Events.View(Events.Of("u", "a", "plain", "b", "a", "a", "b")));

        var run = new GraphRun(model.Onnx, 4, new GraphRow("plain", "?", "plain"));

        CollectionAssert.AreEqual(new[] { "a", "b", "plain", "c" }, run.SongIds[0]);
    }

    [TestMethod]
    public void Recommend_NeverPlayedSongOfTheListenersGenre_ComesBeforeThatOfAnother()
    {
        Song[] catalogue = [.. Enumerable.Range(0, 12).Select(i => new Song { Id = $"{(i % 2 == 0 ? "rock" : "jazz")}{i / 2}", Genre = i % 2 == 0 ? "rock" : "jazz" })];
        var rows = Enumerable.Range(0, 20).SelectMany(u => Events.Of($"u{u}", [.. Enumerable.Range(0, 4).Select(i => $"{(u % 2 == 0 ? "rock" : "jazz")}{((u / 2) + i) % 5}")]));
        using var model = Events.Context.MoodRec().Trainers.ContentBased(null, catalogue).Fit(Events.View(rows));

        var run = new GraphRun(model.Onnx, 12, new GraphRow("rock1"), new GraphRow("jazz3", "jazz2"));

        (string Own, string Other)[] genres = [("rock", "jazz"), ("jazz", "rock")];
        for (int row = 0; row < genres.Length; row++)
        {
            (string own, string other) = genres[row];
            Assert.IsTrue(run.SongIds[row].Take(5).All(id => id.StartsWith(own, StringComparison.Ordinal)));
            Assert.IsLessThan(Array.IndexOf(run.SongIds[row], $"{other}5"), Array.IndexOf(run.SongIds[row], $"{own}5"));
        }
    }

    [TestMethod]
    [DataRow(1000)]
    [DataRow(40)]
    public void Learn_ChoicesDrawnFromTheModel_FindsItsWeights(int candidates)
    {
        var truth = new ContentWeights(1, [1.5, 0, 0.8, 0], [0.5, 0, 0, 0.6]);
        var options = new ContentBasedOptions { Samples = 6000, Candidates = candidates };
        (SongIndex songs, Song[] catalogue) = RandomCatalogue(80, new Random(1));
        var content = new SongContent(songs, catalogue, options.Levels);
        List<EncodedEvent> rows = Draw(songs, content, truth, options, listeners: 200, plays: 40);

        ContentWeights weights = ContentWeights.Learn(ListeningSequences.Read(Events.View(rows), songs, withMood: false), content, options, default);

        // About four standard errors of the estimate.
        Assert.AreEqual(truth.Popularity, weights.Popularity, 0.15);
        for (int attribute = 0; attribute < 4; attribute++)
        {
            Assert.AreEqual(truth.Session[attribute], weights.Session[attribute], 0.2, $"session, attribute {attribute}");
            Assert.AreEqual(truth.Taste[attribute], weights.Taste[attribute], 0.2, $"taste, attribute {attribute}");
        }
    }

    [TestMethod]
    public void Fit_SameSeed_GivesTheSameBytes()
    {
        (SongIndex songs, Song[] catalogue) = RandomCatalogue(30, new Random(2));
        EncodedEvent[] rows = [.. Enumerable.Range(0, 10).SelectMany(u => Events.Of($"u{u}", [.. Enumerable.Range(0, 9).Select(i => songs.Ids[(u + (i * i)) % 30])]))];
        ContentBasedTrainer Trainer(int seed) =>
            Events.Context.MoodRec().Trainers.ContentBased(new ContentBasedOptions { Candidates = 5, Samples = 20, Seed = seed }, catalogue);
        using var first = Trainer(1).Fit(Events.View(rows));
        using var second = Trainer(1).Fit(Events.View(rows));
        using var other = Trainer(2).Fit(Events.View(rows));

        Assert.IsTrue(first.Onnx.Span.SequenceEqual(second.Onnx.Span));
        Assert.IsFalse(first.Onnx.Span.SequenceEqual(other.Onnx.Span));
    }

    [TestMethod]
    public void Fit_SmallOrOneSidedData_GivesFiniteScores()
    {
        // Choices that a weight separates perfectly have no finite optimum but for the penalty.
        for (int seed = 0; seed < 20; seed++)
        {
            var random = new Random(seed);
            (SongIndex songs, Song[] catalogue) = RandomCatalogue(2 + (seed * 3), random);
            int kinds = 1 + random.Next(songs.Ids.Length);
            EncodedEvent[] rows = [.. Enumerable.Range(0, 1 + (seed % 7)).SelectMany(u =>
                Events.Of($"u{u}", [.. Enumerable.Range(0, 2 + random.Next(30)).Select(_ => songs.Ids[random.Next(kinds)])]))];
            using var model = Events.Context.MoodRec().Trainers.ContentBased(null, catalogue).Fit(Events.View(rows));

            var run = new GraphRun(model.Onnx, 3, new GraphRow(rows[0].SongId));

            Assert.IsTrue(run.CatalogueScores[0].All(float.IsFinite), $"seed {seed}");
        }
    }

    [TestMethod]
    public void Fit_OnePlay_FallsBackToPopularityAlone()
    {
        using var model = Events.Context.MoodRec().Trainers.ContentBased(Options, ThreeSongs).Fit(Events.View(Events.Of("u", "a")));

        var run = new GraphRun(model.Onnx, 3, new GraphRow("b"));

        Assert.AreEqual(MathF.Log(2f / 4), run.CatalogueScores[0][0], 1e-6f);
    }

    [TestMethod]
    public void ContentBased_CatalogueWithoutContent_SaysWhatIsMissing()
    {
        var trainers = Events.Context.MoodRec().Trainers;

        StringAssert.Contains(Assert.ThrowsExactly<MoodRecException>(() => trainers.ContentBased(null, [])).Message, "no catalogue is given");
        Song[] titles = [new() { Id = "a", Title = "A" }, new() { Id = "b", Artist = "B" }];
        StringAssert.Contains(Assert.ThrowsExactly<MoodRecException>(() => trainers.ContentBased(null, titles)).Message, "any of its 2 songs");
    }

    [TestMethod]
    public void Fit_CatalogueOfOtherSongs_SaysSo()
    {
        var trainer = Events.Context.MoodRec().Trainers.ContentBased(null, ThreeSongs);

        string message = Assert.ThrowsExactly<MoodRecException>(() => trainer.Fit(Events.View(Events.Of("u", "x", "y")))).Message;

        StringAssert.Contains(message, "nothing of any song that was played");
    }

    [TestMethod]
    public void Validate_SeveralWrongValues_NamesThemAll()
    {
        var options = new ContentBasedOptions { SessionHalfLife = 0, SkippedWeight = double.NaN, PriorSongs = 0, Levels = 1 };

        string message = Assert.ThrowsExactly<MoodRecException>(options.Validate).Message;

        foreach (string name in (string[])["SessionHalfLife is 0", "SkippedWeight is NaN", "PriorSongs is 0", "Levels is 1"])
        {
            StringAssert.Contains(message, name);
        }
    }

    private static double[] Lifts(SongContent content, ContentBasedOptions options, double halfLife, SongIndex songs, GraphRow row)
    {
        var profile = new ContentProfile(content, options, halfLife);
        for (int i = 0; i < row.Songs.Length; i++)
        {
            profile.Add(songs.Find(row.Songs[i]), row.Feedback[i]);
        }

        return profile.Lifts();
    }

    /// <summary>Songs with a genre of four, tempo, valence and energy; popular ones first.</summary>
    private static (SongIndex Songs, Song[] Catalogue) RandomCatalogue(int count, Random random)
    {
        Song[] catalogue = [.. Enumerable.Range(0, count).Select(i => new Song
        {
            Id = $"s{i:000}",
            Genre = $"genre {random.Next(4)}",
            Tempo = random.Next(60, 180),
            Valence = random.NextSingle(),
            Energy = random.NextSingle(),
        })];
        return (new SongIndex(catalogue.Select((song, i) => (song.Id, Plays: count - i)).ToDictionary(s => s.Id, s => new SongPlays(s.Plays, 0)), []), catalogue);
    }

    /// <summary>Histories in which each song is drawn by the softmax of the model's scores.</summary>
    private static List<EncodedEvent> Draw(SongIndex songs, SongContent content, ContentWeights truth, ContentBasedOptions options, int listeners, int plays)
    {
        var random = new Random(5);
        var rows = new List<EncodedEvent>();
        for (int listener = 0; listener < listeners; listener++)
        {
            var session = new ContentProfile(content, options, options.SessionHalfLife);
            var taste = new ContentProfile(content, options, options.TasteHalfLife);
            var played = new List<string>();
            for (int i = 0; i < plays; i++)
            {
                double[] inSession = session.Lifts();
                double[] inTaste = taste.Lifts();
                double[] chances = [.. songs.Ids.Select((_, s) => Math.Exp((truth.Popularity * songs.LogPopularity[s]) + content.Parts[s + 1].Sum(p =>
                    p.Share * ((truth.Session[content.Attributes[p.Column]] * inSession[p.Column]) + (truth.Taste[content.Attributes[p.Column]] * inTaste[p.Column])))))];
                double left = random.NextDouble() * chances.Sum();
                int song = 0;
                for (; song < chances.Length - 1 && left >= chances[song]; song++)
                {
                    left -= chances[song];
                }

                played.Add(songs.Ids[song]);
                session.Add(song + 1, 1);
                taste.Add(song + 1, 1);
            }

            rows.AddRange(Events.Of($"u{listener}", [.. played]));
        }

        return rows;
    }
}
