using MlNetMoodRec.Data;
using MlNetMoodRec.Recommendation;
using MlNetMoodRec.Training.Recommender;
using static TorchSharp.torch;

namespace MlNetMoodRec.Tests.Recommender;

[TestClass]
public sealed class MoodLstmTrainerTests
{
    private const int Songs = 12;

    private static readonly MoodLstmOptions Small = new()
    {
        UseMood = false,
        Units = 24,
        SongDimension = 16,
        MoodDimension = 8,
        HistoryLength = 8,
        Epochs = 3,
        BatchSize = 16,
        Dropout = 0.1,
        InputDropout = 0.1,
    };

    /// <summary>A step is about the songs of its batch and the few drawn.</summary>
    private static readonly MoodLstmOptions Drawing = Small with { FullSoftmaxSongs = 5, SampledSongs = 6 };

    private static readonly MoodLstmOptions Remembering = Small with { Successors = 4, Predecessors = 3, PairSuccessors = true, Repeats = true };

    [TestMethod]
    [DataRow(RecurrentCell.Lstm, false)]
    [DataRow(RecurrentCell.Lstm, true)]
    [DataRow(RecurrentCell.Gru, false)]
    public void Fit_NextSongFollowsTheLast_LearnsTheGrammar(RecurrentCell cell, bool drawsSongs)
    {
        MoodLstmOptions options = (drawsSongs ? Drawing : Small) with { Cell = cell, Epochs = 12, LearningRate = 0.02, Dropout = 0, InputDropout = 0 };
        using var model = Train(options, Grammar(150, 1));

        GraphRow[] rows = [.. Grammar(20, 2).GroupBy(e => e.UserId).Select(u => new GraphRow([.. u.Select(e => e.SongId)]))];
        var run = new GraphRun(model.Onnx, 1, rows);

        double hitRate = rows.Select((row, i) => run.SongIds[i][0] == Next(row.Songs[^1]) ? 1 : 0).Average();
        Assert.IsGreaterThanOrEqualTo(0.95, hitRate);
    }

    [TestMethod]
    [DataRow(true, 0.95, 1.0)]
    [DataRow(false, 0.0, 0.75)]
    public void Fit_MoodDecidesTheSong_IsLearntOnlyWithTheMood(bool useMood, double least, double most)
    {
        MoodLstmOptions options = Small with { UseMood = useMood, Epochs = 8, LearningRate = 0.02, Dropout = 0, InputDropout = 0 };
        var random = new Random(5);
        List<EncodedEvent> rows = [];
        for (int user = 0; user < 80; user++)
        {
            foreach (EncodedEvent row in Events.Of($"u{user}", "?", "?", "?", "?"))
            {
                int mood = random.Next(2);
                row.SongId = mood == 0 ? "calm" : "wild";
                row.Text = row.SongId;
                row.HasText = 1;
                row.SentimentEmbedding = Events.Embedding(mood);
                rows.Add(row);
            }
        }

        using var model = Train(options, rows);

        GraphRow[] asked = [.. Enumerable.Range(0, 40).Select(i => new GraphRow(i % 4 < 2 ? ["calm"] : ["wild", "calm"]) { Embedding = Events.Embedding(i % 2) })];
        var run = new GraphRun(model.Onnx, 1, asked);
        double hitRate = asked.Select((_, i) => run.SongIds[i][0] == (i % 2 == 0 ? "calm" : "wild") ? 1 : 0).Average();
        Assert.IsInRange(least, most, hitRate);
    }

    [TestMethod]
    public void Fit_SameSeed_GivesTheSameBytes()
    {
        using var first = Train(Small, Grammar(30, 1));
        using var second = Train(Small, Grammar(30, 1));
        using var other = Train(Small with { Seed = 2 }, Grammar(30, 1));

        Assert.IsTrue(first.Onnx.Span.SequenceEqual(second.Onnx.Span));
        Assert.IsFalse(first.Onnx.Span.SequenceEqual(other.Onnx.Span));
    }

    [TestMethod]
    [DataRow(3, RecurrentCell.Lstm, false, false)]
    [DataRow(6, RecurrentCell.Lstm, false, false)]
    [DataRow(6, RecurrentCell.Lstm, false, true)]
    [DataRow(6, RecurrentCell.Gru, true, false)]
    [DataRow(4, RecurrentCell.Lstm, true, true)]
    [DataRow(10, RecurrentCell.Lstm, true, true)]
    public void Fit_ResumedAfterCancellation_EndsAsAnUndisturbedRun(int stopAtStep, RecurrentCell cell, bool hasMemory, bool drawsSongs)
    {
        string path = Path.Combine(Path.GetTempPath(), $"moodrec-{Guid.NewGuid():N}.checkpoint");
        List<EncodedEvent> rows = [.. Grammar(60, 1)];
        var validation = Events.View(Grammar(10, 3));
        MoodLstmOptions unkept = (hasMemory ? Remembering : Small) with { Cell = cell };
        unkept = drawsSongs ? unkept with { FullSoftmaxSongs = Drawing.FullSoftmaxSongs, SampledSongs = Drawing.SampledSongs } : unkept;
        MoodLstmOptions options = unkept with { CheckpointPath = path };
        using var undisturbed = Events.Context.MoodRec().Trainers.MoodLstm(unkept, validation).Fit(Events.View(rows));

        using var source = new CancellationTokenSource();
        var stop = new Synchronous(p =>
        {
            if (p.Step == stopAtStep)
            {
                source.Cancel();
            }
        });
        Events.Context.MoodRec().Trainers.MoodLstm(options, validation, null, stop, source.Token).Fit(Events.View(rows)).Dispose();
        Assert.IsTrue(File.Exists(path));
        using var resumed = Events.Context.MoodRec().Trainers.MoodLstm(options, validation).Fit(Events.View(rows));

        Assert.IsTrue(undisturbed.Onnx.Span.SequenceEqual(resumed.Onnx.Span));
        Assert.IsFalse(File.Exists(path), "a finished training leaves no checkpoint");
    }

    [TestMethod]
    public void Fit_CheckpointOfOtherOptionsOrDamaged_IsRefused()
    {
        string path = Path.Combine(Path.GetTempPath(), $"moodrec-{Guid.NewGuid():N}.checkpoint");
        using var source = new CancellationTokenSource();
        var stop = new Synchronous(_ => source.Cancel());
        Events.Context.MoodRec().Trainers.MoodLstm(Small with { CheckpointPath = path }, null, null, stop, source.Token)
            .Fit(Events.View(Grammar(20, 1))).Dispose();

        var other = Assert.ThrowsExactly<MoodRecException>(() => Train(Small with { CheckpointPath = path, Epochs = 4 }, Grammar(20, 1)));
        var cell = Assert.ThrowsExactly<MoodRecException>(() => Train(Small with { CheckpointPath = path, Cell = RecurrentCell.Gru }, Grammar(20, 1)));
        File.WriteAllBytes(path, File.ReadAllBytes(path)[..^100]);
        var damaged = Assert.ThrowsExactly<MoodRecException>(() => Train(Small with { CheckpointPath = path }, Grammar(20, 1)));

        StringAssert.Contains(other.Message, "other options or other data");
        StringAssert.Contains(cell.Message, "other options or other data");
        StringAssert.Contains(damaged.Message, "no usable checkpoint");
        File.Delete(path);
    }

    [TestMethod]
    public void Fit_ValidationWithoutANumberAsLoss_SaysThatItDiverged()
    {
        EncodedEvent[] rows = [.. Grammar(5, 3)];
        rows[1].HasText = 1;
        rows[1].Text = "text";
        rows[1].SentimentEmbedding[0] = float.NaN;
        var trainer = Events.Context.MoodRec().Trainers.MoodLstm(Small with { UseMood = true }, Events.View(rows));

        string message = Assert.ThrowsExactly<MoodRecException>(() => trainer.Fit(Events.View(Grammar(20, 1)))).Message;

        StringAssert.Contains(message, "diverged in epoch 1: the validation loss is NaN");
    }

    [TestMethod]
    public void Fit_Progress_TellsEveryStepWithTheValidationMetric()
    {
        List<TrainingProgress> reports = [];
        var trainer = Events.Context.MoodRec().Trainers.MoodLstm(Small, Events.View(Grammar(10, 3)), progress: new Synchronous(reports.Add));

        trainer.Fit(Events.View(Grammar(40, 1))).Dispose();

        Assert.AreEqual(reports[^1].TotalSteps, reports[^1].Step);
        Assert.AreEqual(3, reports[^1].Epoch);
        Assert.AreEqual(TimeSpan.Zero, reports[^1].Remaining);
        Assert.IsNull(reports[0].ValidationNdcg);
        Assert.IsInRange(0.01, 1.0, reports[^1].ValidationNdcg!.Value);
        Assert.IsTrue(reports.All(r => double.IsFinite(r.Loss!.Value)));
        Assert.HasCount(3, reports[^1].Epochs);
        Assert.IsTrue(reports[^1].Epochs.All(e => e.Loss > 0 && e.ValidationLoss > 0 && e.ValidationNdcg > 0));
    }

    [TestMethod]
    public void Fit_OneShortEpoch_RemembersWhatFollowedAtOnce()
    {
        MoodLstmOptions options = Small with { Epochs = 1, LearningRate = 0.0001 };
        GraphRow[] rows = [.. Enumerable.Range(0, Songs).Select(i => new GraphRow($"s{i}"))];

        double HitRate(int successors)
        {
            using var model = Train(options with { Successors = successors }, Grammar(60, 1));
            var run = new GraphRun(model.Onnx, 1, rows);
            return rows.Select((row, i) => run.SongIds[i][0] == Next(row.Songs[^1]) ? 1 : 0).Average();
        }

        Assert.AreEqual(1, HitRate(successors: 4));
        Assert.IsLessThan(0.8, HitRate(successors: 0));
    }

    /// <summary>After b comes c where a came before it, and d where x did: the latest song alone does not tell.</summary>
    [TestMethod]
    public void Fit_PairSuccessors_TellWhatOneSongDoesNot()
    {
        EncodedEvent[] rows = [.. Enumerable.Range(0, 60).SelectMany(user => Events.Of($"u{user}", user % 2 == 0 ? ["a", "b", "c"] : ["x", "b", "d"]))];

        using var model = Train(Small with { Epochs = 1, LearningRate = 0.0001, Successors = 4, PairSuccessors = true }, rows);

        var run = new GraphRun(model.Onnx, 1, new GraphRow("a", "b"), new GraphRow("x", "b"));
        Assert.AreEqual(("c", "d"), (run.SongIds[0][0], run.SongIds[1][0]));
    }

    [TestMethod]
    [DataRow(RecurrentCell.Lstm, false)]
    [DataRow(RecurrentCell.Lstm, true)]
    [DataRow(RecurrentCell.Gru, false)]
    [DataRow(RecurrentCell.Gru, true)]
    public void Graph_RaggedBatch_ScoresAsTorchDoes(RecurrentCell cell, bool hasMemory)
    {
        Song[] catalogue = [.. Enumerable.Range(0, Songs).Select(i => new Song { Id = $"s{i}", Artist = i % 4 == 0 ? "" : $"a{i % 4}", Genre = i % 3 == 0 ? "" : $"g{i % 3}", Tempo = 80 + i, Energy = i == 4 ? null : i / 12f })];
        MoodLstmOptions options = (hasMemory ? Remembering : Small) with { UseMood = true, Cell = cell };
        EncodedEvent[] rows = [.. Grammar(40, 1)];
        rows[5].Text = "text";
        rows[5].HasText = 1;
        rows[5].SentimentEmbedding = Events.Embedding(9);
        ListeningSequences data = ListeningSequences.Read(Events.View(rows), catalogue, withMood: true);
        using var training = new MoodLstmTraining(options, data, null, null);
        training.Run(null, default);
        byte[] onnx = MoodLstmGraph.Write(data.Songs, training.Network, options);

        // Nothing, a text alone, unknown songs alone, one song, all that is known of some, and more songs than are read, some of them again, in sessions.
        var random = new Random(4);
        GraphRow[] batch =
        [
            new(), new() { Embedding = Events.Embedding(9) }, new("?", "?") { Embedding = Events.Embedding(3) }, new("s3"),
            new("s1", "s6"), new("s6", "?"), new("s4", "s9", "s9"),
            new("s1", "?", "s2") { Feedback = [0.5f, 1, 0], Valence = [-1, 0, 0.5f], ElapsedHours = [0, 30, -1], Embedding = Events.Embedding(200), TextHoursAgo = 7 },
            new([.. Enumerable.Range(0, 20).Select(i => $"s{i * i % Songs}")]) { ElapsedHours = [.. Enumerable.Range(0, 20).Select(_ => random.NextSingle() * 1.2f)] },
        ];
        var run = new GraphRun(onnx, 3, batch);

        for (int i = 0; i < batch.Length; i++)
        {
            var alone = new GraphRun(onnx, 3, batch[i]);
            (float[] scores, float[] likes) = i == 0
                ? (data.Songs.LogPopularity, data.Songs.LikeLogits)
                : TorchScores(training.Network, data.Songs, options, batch[i]);
            for (int song = 0; song < Songs; song++)
            {
                Assert.AreEqual(scores[song], run.CatalogueScores[i][song], 1e-4f, $"row {i}, song {song}");
                Assert.AreEqual(likes[song], run.CatalogueLikeLogits[i][song], 1e-4f, $"row {i}, song {song}, like");
                Assert.AreEqual(scores[song], alone.CatalogueScores[0][song], 1e-4f, $"row {i} alone, song {song}");
            }
        }

        string[] basis = [RecommendationBasis.Popularity, RecommendationBasis.Mood, RecommendationBasis.Mood, RecommendationBasis.History, RecommendationBasis.History, RecommendationBasis.History, RecommendationBasis.History, RecommendationBasis.HistoryAndMood, RecommendationBasis.History];
        CollectionAssert.AreEqual(basis, run.Basis);
    }

    /// <summary>Every odd listener likes everything, every even one nothing; the first song is liked by half of all.</summary>
    [TestMethod]
    public void Fit_ListenersWhoLikeAndWhoSkip_AreToldApart()
    {
        EncodedEvent[] rows = [.. Grammar(120, 1)];
        foreach (EncodedEvent row in rows)
        {
            row.Feedback = int.Parse(row.UserId[1..], System.Globalization.CultureInfo.InvariantCulture) % 2;
        }

        using var model = Train(Small with { Epochs = 6, LearningRate = 0.02, Dropout = 0 }, rows);

        string[] history = ["s1", Next("s1"), Next(Next("s1"))];
        var run = new GraphRun(model.Onnx, 3, new GraphRow(history) { Feedback = [1, 1, 1] }, new GraphRow(history) { Feedback = [0, 0, 0] });
        Assert.IsTrue(run.LikeProbabilities[0].All(p => p > 0.7f), string.Join(", ", run.LikeProbabilities[0]));
        Assert.IsTrue(run.LikeProbabilities[1].All(p => p < 0.3f), string.Join(", ", run.LikeProbabilities[1]));
    }

    [TestMethod]
    public void Graph_LikeWeight_OrdersByScoreAndLogProbabilityOfLiking()
    {
        EncodedEvent[] rows = [.. Grammar(60, 1)];
        foreach (EncodedEvent row in rows)
        {
            row.Feedback = row.SongId is "s3" or "s7" ? 1 : 0.2f;
        }

        using var model = Train(Small with { Epochs = 6, LearningRate = 0.02, Dropout = 0 }, rows);

        var run = new GraphRun(model.Onnx, Songs, new GraphRow("s1"), new GraphRow("s1") { LikeWeight = 2.5f }, new GraphRow { LikeWeight = 1000 });
        string[] catalogue = RecommenderCatalogue(model);
        string[] expected =
        [
            .. Enumerable.Range(0, Songs)
                .OrderByDescending(i => run.CatalogueScores[1][i] + (2.5 * Math.Log(1 / (1 + Math.Exp(-run.CatalogueLikeLogits[1][i])))))
                .Select(i => catalogue[i]),
        ];
        CollectionAssert.AreEqual(run.CatalogueScores[0], run.CatalogueScores[1], "the scores themselves stay");
        CollectionAssert.AreEqual(expected, run.SongIds[1]);
        CollectionAssert.AreNotEqual(expected, run.SongIds[0]);
        CollectionAssert.AreEquivalent((string[])["s3", "s7"], run.SongIds[2][..2]);
    }

    [TestMethod]
    public void Fit_MemoryWithLabelSmoothing_IsRefused()
    {
        string message = Assert.ThrowsExactly<MoodRecException>(() => Train(Small with { Successors = 4, LabelSmoothing = 0.1 }, Grammar(5, 1))).Message;

        StringAssert.Contains(message, "Successors (4)");
        StringAssert.Contains(Assert.ThrowsExactly<MoodRecException>(() => Train(Small with { Repeats = true, NewSongsOnly = true }, Grammar(5, 1))).Message, "Repeats (True)");
    }

    [TestMethod]
    public void Validate_SeveralWrongValues_NamesThemAll()
    {
        var options = new MoodLstmOptions { Epochs = 0, Dropout = 1, LearningRate = double.NaN, Cell = (RecurrentCell)7 };

        string message = Assert.ThrowsExactly<MoodRecException>(options.Validate).Message;

        StringAssert.Contains(message, "Cell is 7, expected Lstm or Gru");
        StringAssert.Contains(message, "Epochs is 0");
        StringAssert.Contains(message, "Dropout is 1");
        StringAssert.Contains(message, "LearningRate is NaN");
    }

    private static (float[] Scores, float[] Likes) TorchScores(MoodLstmNetwork network, SongIndex songs, MoodLstmOptions options, GraphRow row)
    {
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        network.eval();
        int[] indices = [.. row.Songs.Select(songs.Find), 0];
        var sequence = new ListeningSequence
        {
            UserId = "u",
            Songs = indices,
            Feedback = [.. row.Feedback, 0],
            Valence = [.. row.Valence, 0],
            ElapsedHours = [.. row.ElapsedHours, -1],
            Texts = [.. new int[row.Songs.Length], row.Embedding is null ? 0 : 1],
            TextHours = [.. new float[row.Songs.Length], row.TextHoursAgo],
            Excluded = new HashSet<int>?[indices.Length],
            FirstTarget = indices.Length - 1,
        };
        TrainingBatch batch = TrainingBatch.Create(TrainingWindow.Cut([sequence], options.HistoryLength, _ => true), 0, null);
        Tensor texts = tensor([.. new float[512], .. row.Embedding ?? []], [row.Embedding is null ? 1 : 2, 512]);
        SongTable all = network.Songs();
        Tensor candidates = all.Candidates;
        Tensor situation = network.Situation(batch, all, texts.index_select(0, batch.Texts));
        Tensor everySong = arange(candidates.shape[0]);
        Tensor scores = situation.mm(network.Choice()).mm(candidates.t()).add(all.Bias);
        batch.Heard.AddTo(scores, network.HeardWorth(batch.Heard), 0);
        scores = network.Memory?.Mix(scores, network.State(situation), MoodLstmValidation.RecentSongs(batch.Sources)) ?? scores;
        return (
            [.. scores.data<float>()],
            [.. network.LikeLogits(situation.expand(candidates.shape[0], -1), all, everySong).data<float>()]);
    }

    private static string[] RecommenderCatalogue(RecommenderTransformer model)
    {
        using var session = new RecommenderSession(model.Onnx);
        return [.. session.SongIds];
    }

    private static RecommenderTransformer Train(MoodLstmOptions options, IEnumerable<EncodedEvent> rows) =>
        Events.Context.MoodRec().Trainers.MoodLstm(options).Fit(Events.View(rows));

    private static string Next(string song) => $"s{((int.Parse(song[1..], System.Globalization.CultureInfo.InvariantCulture) * 5) + 1) % Songs}";

    private static IEnumerable<EncodedEvent> Grammar(int users, int seed)
    {
        var random = new Random(seed);
        for (int user = 0; user < users; user++)
        {
            var songs = new List<string> { $"s{random.Next(Songs)}" };
            int length = random.Next(3, 14);
            while (songs.Count < length)
            {
                songs.Add(Next(songs[^1]));
            }

            foreach (EncodedEvent row in Events.Of($"u{user}", [.. songs]))
            {
                yield return row;
            }
        }
    }

    private sealed class Synchronous(Action<TrainingProgress> report) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value) => report(value);
    }
}
