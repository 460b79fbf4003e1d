using Microsoft.ML;
using MlNetMoodRec.Data;
using MlNetMoodRec.Evaluation.Benchmarks;
using MlNetMoodRec.Recommendation;
using MlNetMoodRec.Simulation;
using MlNetMoodRec.Tests.Mood;

namespace MlNetMoodRec.Tests.Benchmarks;

/// <summary>Songs that appear only with the test.</summary>
[TestClass]
public class NewSongsTests
{
    private static readonly DateTime Start = new(2024, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    [TestMethod]
    public void Of_NewSongs_AreInNoTrainingRowAndNoHistory()
    {
        // 20 songs by turns: the last 10 of 100 events are s10 to s19, of which one, 5 % of the catalogue, becomes new.
        Interaction[] log = [.. Enumerable.Range(0, 100).Select(i => new Interaction { UserId = $"u{i % 2}", SongId = $"s{i % 20}", Time = Start.AddMinutes(i) })];
        Song[] songs = [.. Enumerable.Range(0, 20).Select(i => new Song { Id = $"s{i}", Genre = "g" })];

        NewSongsData data = Load(log, songs);

        string made = data.NewSongs.Single();
        IReadOnlyList<ListenerEvent> test = data.Ranking.TestRows;
        Assert.HasCount(10, test);
        Assert.AreEqual(1, test.Count(r => r.SongId == made));
        ListenerEvent[] fitted = Rows(data.Ranking.TrainAndValidation);
        Assert.HasCount(90 - 4, fitted, "it was played four times before");
        Assert.HasCount(70 - Enumerable.Range(0, 70).Count(i => $"s{i % 20}" == made), Rows(data.Ranking.Train));
        foreach (ListenerEvent row in fitted.Concat(test))
        {
            Assert.DoesNotContain(made, row.RecentSongIds);
            Assert.HasCount(row.RecentSongIds.Length, row.RecentHoursAgo);
        }

        Assert.IsFalse(fitted.Any(r => r.SongId == made));
        Assert.IsTrue(data.Ranking.Catalogue.Any(s => s.Id == made));
        CollectionAssert.AreEqual(
            test.Select(r => r.SongId == made ? 1 : 0).ToArray(), data.Ranking.Candidates!.Select(c => c.Count).ToArray(), "the new songs among themselves");
    }

    [TestMethod]
    public void Run_SimulatedPlatform_PopularityKnowsNoNewSongAndContentDoes()
    {
        using var encoder = new SyntheticEncoder();
        string output = Directory.CreateTempSubdirectory("moodrec-new-songs").FullName;
        try
        {
            BenchmarkResult result = Benchmark.Run(new BenchmarkOptions
            {
                Name = BenchmarkName.NewSongs,
                OutputFolder = output,
                EncoderFolder = encoder.Folder,
                Methods = ["popularity", "content-based"],
                Simulation = new SimulationOptions { Listeners = 100, Songs = 400, Interactions = 4_000 },
            });

            BenchmarkTable table = result.Tables.Single();
            Assert.AreEqual(0, table.Rows[0].Values[0]!.Mean, "no plays, the last places among all");
            Assert.AreEqual(0, table.Rows[0].Values[2]!.Mean, "among 20 new songs the middle is 10.5");
            Assert.IsGreaterThan(0.6, table.Rows[1].Values[2]!.Mean, "chance is 0.5");
            Assert.AreEqual(table.Rows[1].Values[2]!.Mean, table.Rows[1].Differences[2].Mean, 1e-9, "against popularity's 0");
            StringAssert.Contains(table.Protocol, "of 20 new songs");
            Assert.IsTrue(File.Exists(Path.Combine(output, "new-songs.md")));
        }
        finally
        {
            Directory.Delete(output, recursive: true);
        }
    }

    private static NewSongsData Load(Interaction[] log, Song[] songs)
    {
        using var encoder = new SyntheticEncoder();
        var context = new MLContext(1);
        return NewSongsData.Of(
            context, log, songs, seed: 1, context.MoodRec().Text.EncodeMood(encoder.Folder).Fit(context.Data.LoadFromEnumerable<ListenerContext>([])), CancellationToken.None);
    }

    private static ListenerEvent[] Rows(IDataView rows) =>
        [.. new MLContext(1).Data.CreateEnumerable<ListenerEvent>(rows, reuseRowObject: false, ignoreMissingColumns: true)];
}
