using MlNetMoodRec.Data;
using MlNetMoodRec.Simulation;

namespace MlNetMoodRec.Tests.Simulation;

[TestClass]
public sealed class SampleDataTests
{
    /// <summary>As in data/README.md.</summary>
    private static readonly SimulationOptions Options = new() { Listeners = 300, Songs = 350, Interactions = 13_000, Seed = 7 };

    [TestMethod]
    public void Sample_MadeAgain_IsTheCommittedOneByteForByte()
    {
        var folder = Directory.CreateTempSubdirectory("moodrec-sample-");
        try
        {
            var platform = new SimulatedPlatform(Options);
            var interactions = Path.Combine(folder.FullName, "interactions.csv");
            var songs = Path.Combine(folder.FullName, "songs.csv");
            InteractionWriter.Write(interactions, platform.Interactions());
            CatalogueWriter.Write(songs, platform.Catalogue);

            CollectionAssert.AreEqual(File.ReadAllBytes(Committed("interactions.csv")), File.ReadAllBytes(interactions));
            CollectionAssert.AreEqual(File.ReadAllBytes(Committed("songs.csv")), File.ReadAllBytes(songs));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [TestMethod]
    public void Sample_ReadByOurReaders_LosesNothing()
    {
        var reader = new InteractionReader(Committed("interactions.csv"));
        var read = reader.Read().ToArray();
        var expected = new SimulatedPlatform(Options).Interactions().ToArray();

        CollectionAssert.AreEqual(expected, read);
        Assert.AreEqual(0, reader.Summary!.BadRows);
        CollectionAssert.AreEqual(new SimulatedPlatform(Options).Catalogue.ToArray(), new CatalogueReader(Committed("songs.csv")).Read().ToArray());
    }

    [TestMethod]
    public void Sample_Files_AreSmall() =>
        Assert.IsLessThan(2_000_000, new FileInfo(Committed("interactions.csv")).Length + new FileInfo(Committed("songs.csv")).Length);

    private static string Committed(string name) => Repository.Path("data", "sample", name);
}
