using MlNetMoodRec.Recommendation;
using MlNetMoodRec.Training.Recommender;

namespace MlNetMoodRec.Tests.Recommender;

[TestClass]
public sealed class AlsTrainerTests
{
    private const float Unobserved = 0.1f;
    private const float Ridge = 0.02f;

    private static readonly AlsOptions Options = new() { Factors = 5, Iterations = 4, UnobservedWeight = Unobserved, Regularization = Ridge, Seed = 3 };

    [TestMethod]
    public void Train_SmallMatrix_MinimisesTheLossOfListenersAndOfSongs()
    {
        // In the last iteration every listener's factors solve their own least-squares problem, given the songs' before it, and
        // every song's, given the listeners'. They are found again by a dense solver in double precision.
        ImplicitAls.Observations users = RandomObservations(12, 9, 4);
        ImplicitAls.FactorTables before = new ImplicitAls(5, Unobserved, Ridge, 1).Train(users, 3, 3, null, default);
        ImplicitAls.FactorTables after = new ImplicitAls(5, Unobserved, Ridge, 1).Train(users, 4, 3, null, default);

        double[][] listeners = SolveRows(users, Rows(before.Songs, 5));
        double[][] expected = SolveRows(users.Transpose(), listeners);

        AssertClose(listeners.SelectMany(r => r), after.Users, 1e-4);
        AssertClose(expected.SelectMany(r => r), after.Songs, 1e-4);
    }

    [TestMethod]
    public void Train_MoreThreads_GivesTheSameBits()
    {
        ImplicitAls.Observations users = RandomObservations(60, 40, 8);

        ImplicitAls.FactorTables one = new ImplicitAls(20, Unobserved, Ridge, 1).Train(users, 3, 1, null, default);
        ImplicitAls.FactorTables four = new ImplicitAls(20, Unobserved, Ridge, 4).Train(users, 3, 1, null, default);

        CollectionAssert.AreEqual(one.Songs, four.Songs);
        CollectionAssert.AreEqual(one.Users, four.Users);
    }

    [TestMethod]
    [DataRow(5)]
    [DataRow(64)]
    public void Graph_RaggedBatch_FoldsListenersInAsADenseSolverDoes(int size)
    {
        ImplicitAls.Observations users = RandomObservations(120, 200, 30);
        var solver = new ImplicitAls(size, Unobserved, Ridge, 1);
        float[] factors = solver.Train(users, 5, 1, null, default).Songs;
        var songs = new SongIndex(Enumerable.Range(0, 200).ToDictionary(i => $"s{i:000}", i => new SongPlays(200 - i, 0)), []);
        byte[] onnx = FactorGraph.Write(songs, factors, solver.WeightedGram(factors), Options);

        // One listener played one song, one most of them with all kinds of feedback, one a song twice and an unknown one.
        (string[] Songs, float[] Feedback)[] listeners =
        [
            (["s001"], [1]),
            ([.. Enumerable.Range(0, 150).Select(i => $"s{i:000}")], [.. Enumerable.Range(0, 150).Select(i => i / 150f)]),
            (["s003", "?", "s003", "s007"], [1, 1, 1, 0.5f]),
        ];
        var run = new GraphRun(onnx, 5, [.. listeners.Select(l => new GraphRow(l.Songs) { Feedback = l.Feedback })]);

        for (int i = 0; i < listeners.Length; i++)
        {
            var known = listeners[i].Songs.Zip(listeners[i].Feedback).Where(p => p.First != "?" && p.Second > 0).ToArray();
            var row = new ImplicitAls.Observations([0, known.Length], [.. known.Select(p => songs.Find(p.First) - 1)], [.. known.Select(p => p.Second)], 200);
            double[] listener = SolveRows(row, Rows(factors, size))[0];
            AssertClose(Rows(factors, size).Select(song => song.Zip(listener, (a, b) => a * b).Sum()), run.CatalogueScores[i], 1e-4);
            Assert.AreEqual(RecommendationBasis.History, run.Basis[i]);
        }
    }

    [TestMethod]
    public void Recommend_NoKnownSong_FallsBackToPopularity()
    {
        using var model = Events.Context.MoodRec().Trainers.Als(Options).Fit(Events.View(Events.Of("u", "a", "b", "a")));

        var run = new GraphRun(model.Onnx, 2, new GraphRow(), new GraphRow("?", "??"));

        foreach (int row in (int[])[0, 1])
        {
            CollectionAssert.AreEqual(new[] { "a", "b" }, run.SongIds[row]);
            Assert.AreEqual(MathF.Log(3f / 5), run.Scores[row][0], 1e-6f);
            Assert.AreEqual(RecommendationBasis.Popularity, run.Basis[row]);
        }
    }

    [TestMethod]
    public void Recommend_TwoTastes_KeepsToTheListenersOwn()
    {
        var rows = Enumerable.Range(0, 20).SelectMany(u => Events.Of($"u{u}", [.. Enumerable.Range(0, 4).Select(i => $"{(u % 2 == 0 ? "rock" : "jazz")}{(u / 2 + i) % 5}")]));
        using var model = Events.Context.MoodRec().Trainers.Als(Options).Fit(Events.View(rows));

        var run = new GraphRun(model.Onnx, 5, new GraphRow("rock1", "rock2"), new GraphRow("jazz3"));

        Assert.IsTrue(run.SongIds[0].All(id => id.StartsWith("rock", StringComparison.Ordinal)));
        Assert.IsTrue(run.SongIds[1].All(id => id.StartsWith("jazz", StringComparison.Ordinal)));
    }

    [TestMethod]
    public void Validate_SeveralWrongValues_NamesThemAll()
    {
        var options = new AlsOptions { Factors = 0, Regularization = -1 };

        string message = Assert.ThrowsExactly<MoodRecException>(options.Validate).Message;

        StringAssert.Contains(message, "Factors is 0");
        StringAssert.Contains(message, "Regularization is -1");
    }

    /// <summary>Solves (a YᵀY + sum w y yᵀ + r (n + a N) I) x = sum w y for every row by Gauss-Jordan elimination.</summary>
    private static double[][] SolveRows(ImplicitAls.Observations observations, double[][] other)
    {
        int size = other[0].Length;
        return [.. Enumerable.Range(0, observations.RowCount).Select(row =>
        {
            var matrix = new double[size, size + 1];
            double total = Unobserved * other.Length;
            void Add(double[] y, double weight, double target)
            {
                for (int i = 0; i < size; i++)
                {
                    matrix[i, size] += target * y[i];
                    for (int j = 0; j < size; j++)
                    {
                        matrix[i, j] += weight * y[i] * y[j];
                    }
                }
            }

            foreach (double[] y in other)
            {
                Add(y, Unobserved, 0);
            }

            for (int o = observations.RowStarts[row]; o < observations.RowStarts[row + 1]; o++)
            {
                Add(other[observations.Columns[o]], observations.Weights[o], observations.Weights[o]);
                total += observations.Weights[o];
            }

            for (int i = 0; i < size; i++)
            {
                matrix[i, i] += Ridge * total;
            }

            return Eliminate(matrix, size);
        })];
    }

    private static double[] Eliminate(double[,] matrix, int size)
    {
        for (int pivot = 0; pivot < size; pivot++)
        {
            for (int row = 0; row < size; row++)
            {
                double factor = row == pivot ? 0 : matrix[row, pivot] / matrix[pivot, pivot];
                for (int column = pivot; column <= size; column++)
                {
                    matrix[row, column] -= factor * matrix[pivot, column];
                }
            }
        }

        return [.. Enumerable.Range(0, size).Select(i => matrix[i, size] / matrix[i, i])];
    }

    private static ImplicitAls.Observations RandomObservations(int users, int songs, int perUser)
    {
        var random = new Random(7);
        int[] columns = [.. Enumerable.Range(0, users).SelectMany(u =>
            Enumerable.Range(0, songs).OrderBy(_ => random.Next()).Take(u == 0 ? 1 : perUser))];
        int[] starts = [0, .. Enumerable.Range(0, users).Select(u => 1 + (u * perUser))];
        return new ImplicitAls.Observations(starts, columns, [.. columns.Select(_ => 0.25f + random.NextSingle())], songs);
    }

    private static double[][] Rows(float[] values, int width) => [.. values.Select(v => (double)v).Chunk(width)];

    private static void AssertClose(IEnumerable<double> expected, float[] actual, double tolerance)
    {
        foreach ((double e, float a) in expected.Zip(actual))
        {
            Assert.AreEqual(e, a, tolerance);
        }
    }
}
