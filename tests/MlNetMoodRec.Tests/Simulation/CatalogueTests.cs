using MlNetMoodRec.Simulation;

namespace MlNetMoodRec.Tests.Simulation;

[TestClass]
public sealed class CatalogueTests
{
    [TestMethod]
    [DataRow(20)]
    [DataRow(5_000)]
    [DataRow(20_000)]
    public void Catalogue_AnySize_HasDistinctPlausibleSongs(int songs)
    {
        var catalogue = new SimulatedPlatform(new SimulationOptions { Listeners = 10, Songs = songs, Interactions = 100 }).Catalogue;

        Assert.HasCount(songs, catalogue);
        Assert.AreEqual(songs, catalogue.Select(s => s.Id).Distinct().Count());
        Assert.AreEqual(songs, catalogue.Select(s => s.Title).Distinct(StringComparer.OrdinalIgnoreCase).Count());
        Assert.IsTrue(catalogue.All(s => s.Title.Length is > 3 and < 80 && s.Artist.Length > 3 && s.Genre.Length > 0));
        Assert.IsTrue(catalogue.All(s => s.Tempo is >= 50 and <= 210 && s.Valence is >= 0 and <= 1 && s.Energy is >= 0 and <= 1));
        Assert.HasCount(16, catalogue.Select(s => s.Genre).Distinct());
    }

    [TestMethod]
    public void Catalogue_ArtistsSongs_ShareTheGenre() =>
        Assert.IsTrue(SimulatedLogs.Quarter.Catalogue.GroupBy(s => s.Artist).All(g => g.Select(s => s.Genre).Distinct().Count() == 1));

    [TestMethod]
    public void Constructor_WrongOptions_AreNamedAllAtOnce()
    {
        var error = Assert.ThrowsExactly<MoodRecException>(() => new SimulatedPlatform(new SimulationOptions
        {
            Listeners = 0,
            Songs = 3,
            MoodStrength = 1.5,
            AppealInterest = double.NaN,
            Start = new DateTime(2025, 1, 1, 0, 0, 0, DateTimeKind.Local),
        }));

        foreach (var part in new[] { "Listeners is 0", "Songs is 3", "MoodStrength is 1.5", "AppealInterest is NaN", "Start is not in UTC" })
        {
            StringAssert.Contains(error.Message, part);
        }
    }

    [TestMethod]
    public void Constructor_FewerInteractionsThanListenersNeed_SaysHowManyAreNeeded() =>
        StringAssert.Contains(
            Assert.ThrowsExactly<MoodRecException>(() => new SimulatedPlatform(new SimulationOptions { Listeners = 100, Interactions = 799 })).Message,
            "800");
}
