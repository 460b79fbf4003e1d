using MlNetMoodRec.Data;
using MlNetMoodRec.Web.Api;

namespace MlNetMoodRec.Tests.Web;

[TestClass]
public sealed class SongCatalogueTests
{
    private static readonly SongCatalogue Catalogue = new(
    [
        new Song { Id = "s1", Title = "Übermut", Artist = "Céline" },
        new Song { Id = "s2", Title = "The Cell", Artist = "No One" },
        new Song { Id = "s3", Title = "Excellent Day", Artist = "Some" },
        new Song { Id = "s4" },
        new Song { Id = "s4", Title = "A second one of the same id" },
    ]);

    [TestMethod]
    [DataRow("", "s1,s2,s3,s4")]
    [DataRow("  ", "s1,s2,s3,s4")]
    [DataRow("celine", "s1")]
    [DataRow("ÜBERMUT", "s1")]
    [DataRow("celine uber", "s1")]
    [DataRow("ell", "s2,s3")]
    [DataRow("cel", "s1,s2,s3")]
    [DataRow("s4", "s4")]
    [DataRow("cell nobody", "")]
    public void Search_Words_FindsSongsThatHoldThemAll(string query, string expected)
    {
        SongPage page = Catalogue.Search(query, 0, 10);

        Assert.AreEqual(expected, string.Join(',', page.Songs.Select(s => s.Id)));
        Assert.AreEqual(page.Songs.Count, page.Total);
    }

    [TestMethod]
    public void Search_SongWithoutTitle_ShowsItsId() => Assert.AreEqual("s4", Catalogue.Search("s4", 0, 1).Songs[0].Title);
}
