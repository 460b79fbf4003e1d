using Microsoft.ML;
using Microsoft.ML.Data;
using MlNetMoodRec.Data;

namespace MlNetMoodRec.Tests.Data;

/// <summary>Real files, whose counts are those that the README of the shared data gives.</summary>
[TestClass]
public sealed class PublicDataTests
{
    private static readonly DataCatalog Data = new MLContext(seed: 1).MoodRec().Data;

    [TestMethod]
    public void LoadInteractions_AmazonDigitalMusic_HasItsReviews()
    {
        ReadSummary summary = Load(
            "user=reviewerID,song=asin,time=unixReviewTime,feedback=overall,text=reviewText",
            null,
            "amazon-digital-music",
            "reviews_part.jsonl.gz");

        Assert.AreEqual((6908L, 6908L, 6907L), (summary.RowsRead, summary.Kept, summary.WithText));
        Assert.AreEqual((2490, 382), (summary.Users, summary.Songs));
        Assert.AreEqual(new DateTime(1998, 4, 28), summary.FirstTime!.Value.Date);
        Assert.AreEqual(new DateTime(2014, 7, 7), summary.LastTime!.Value.Date);
        Assert.AreEqual(new ValueRange(1, 5), summary.FeedbackRange);
        Assert.AreEqual("d820b47243e7a695538e3df21a6073425ced9eb3576e2e3c1fd41367f9373270", summary.DataHash);
    }

    [TestMethod]
    public void LoadCatalogue_AmazonDigitalMusic_NamesAllSongsButOne()
    {
        CatalogueReader reader = new(
            SharedData.Path("data", "amazon-digital-music", "items_title_year_genre.csv"),
            new CatalogueReaderOptions { Map = "id=asin" });
        InteractionDataView reviews = Data.LoadInteractions(
            SharedData.Path("data", "amazon-digital-music", "reviews_part.jsonl.gz"),
            new InteractionReaderOptions { Map = "user=reviewerID,song=asin" });

        Dictionary<string, Song> songs = reader.Read().ToDictionary(song => song.Id);

        Assert.AreEqual((3568L, 3567, 1L), (reader.Summary!.RowsRead, reader.Summary.Songs, reader.Summary.Duplicates));
        Assert.AreEqual(("Memory of Trees", "Pop"), (songs["5555991584"].Title, songs["5555991584"].Genre));
        Assert.AreSequenceEqual(["B00000051K"], reviews.GetColumn<string>("SongId").Distinct().Where(id => !songs.ContainsKey(id)));
    }

    [TestMethod]
    public void LoadCatalogue_AmazonMetadata_CountsMissingTitles()
    {
        CatalogueReader reader = new(
            SharedData.Path("data", "amazon-digital-music", "meta_part.jsonl.gz"),
            new CatalogueReaderOptions { Map = "id=asin,artist=brand" });

        Assert.HasCount(7419, reader.Read());
        Assert.AreEqual(7419 - 7321, reader.Summary!.WithoutTitle);
    }

    [TestMethod]
    public void LoadInteractions_AmazonMusicalInstruments_HasItsReviews()
    {
        ReadSummary summary = Load(
            "user=reviewerID,song=asin,time=unixReviewTime,feedback=overall,text=reviewText",
            null,
            "amazon-musical-instruments",
            "Musical_instruments_reviews.csv.gz");

        Assert.AreEqual(10261, summary.RowsRead);
        Assert.AreEqual(10261, summary.Kept);
        Assert.AreEqual(10254, summary.WithText);
        Assert.AreEqual(1429, summary.Users);
        Assert.AreEqual(900, summary.Songs);
        Assert.AreEqual(new DateTime(2004, 9, 18), summary.FirstTime!.Value.Date);
        Assert.AreEqual(new DateTime(2014, 7, 22), summary.LastTime!.Value.Date);
    }

    [TestMethod]
    public void LoadInteractions_LastFmSequences_HasItsListeners()
    {
        ReadSummary summary = Load("", DataFormat.Sequences, "lastfm-s3rec", "LastFM.txt");

        Assert.AreEqual(52551, summary.Kept);
        Assert.AreEqual(1090, summary.Users);
        Assert.AreEqual(3646, summary.Songs);
        Assert.IsNull(summary.FirstTime);
    }

    [TestMethod]
    public void LoadInteractions_LastFmWithoutHeader_HasItsEvents()
    {
        ReadSummary summary = Load("user=0,time=1,song=5", null, "lastfm-1k-sample", "userid-timestamp-artid-artname-traid-traname.tsv");

        Assert.AreEqual(5000, summary.RowsRead);
        Assert.AreEqual(2, summary.Users);
        Assert.AreEqual(new DateTime(2008, 12, 8), summary.FirstTime!.Value.Date);
        Assert.AreEqual(new DateTime(2009, 5, 4), summary.LastTime!.Value.Date);
    }

    [TestMethod]
    [DataRow("stage1_interactions.csv", 600, 30, 25)]
    [DataRow("stage2_interactions.csv", 897, 30, 105)]
    [DataRow("stage3_interactions.csv", 509, 10, 217)]
    public void LoadInteractions_SiTunes_NeedsNoMapping(string file, int rows, int users, int songs)
    {
        ReadSummary summary = Load("", null, "situnes", file);

        Assert.AreEqual(rows, summary.Kept + summary.Duplicates);
        Assert.AreEqual(users, summary.Users);
        Assert.AreEqual(songs, summary.Songs);
    }

    [TestMethod]
    public void LoadCatalogue_SiTunes_NeedsNoMapping()
    {
        IReadOnlyList<Song> songs = Data.LoadCatalogue(SharedData.Path("data", "situnes", "music_info.csv"));

        Assert.HasCount(946, songs);
        Assert.AreEqual(0.34f, songs[0].Energy);
        Assert.AreEqual("indie", songs[0].Genre);
    }

    private static ReadSummary Load(string map, DataFormat? format, params string[] file)
    {
        InteractionDataView view = Data.LoadInteractions(
            SharedData.Path(["data", .. file]),
            new InteractionReaderOptions { Map = map, Format = format });

        Assert.AreEqual(view.Summary!.Kept, view.GetRowCount());
        return view.Summary;
    }
}
