using MlNetMoodRec.Data;

namespace MlNetMoodRec.Evaluation.Benchmarks;

/// <summary>A set of Amazon reviews.</summary>
/// <param name="Folder">Its folder.</param>
/// <param name="Reviews">The file of reviews.</param>
/// <param name="Catalogue">The file of items with their genre; empty for none.</param>
internal sealed record AmazonSet(string Folder, string Reviews, string Catalogue)
{
    public static IReadOnlyList<AmazonSet> All { get; } =
    [
        new("amazon-musical-instruments", "Musical_instruments_reviews.csv.gz", ""),
        new("amazon-digital-music", "reviews_part.jsonl.gz", "items_title_year_genre.csv"),
    ];

    public string[] Paths(string root) =>
        [.. new[] { Reviews, Catalogue }.Where(f => f.Length > 0).Select(f => Path.Combine(root, Folder, f))];

    /// <summary>A review is written after the item was bought: what stands for the mood is the reviewer's last one before.</summary>
    public EventDataOptions Options(string root) => new()
    {
        Path = Path.Combine(root, Folder, Reviews),
        Reader = new InteractionReaderOptions { Map = "user=reviewerID,song=asin,time=unixReviewTime,feedback=overall,text=reviewText" },
        Split = DataSplit.Time,
        SeenSongs = SeenSongPolicy.Excluded,
        History = new HistoryOptions { Length = HistoryOptions.FullLength, MoodWindowHours = null },
    };

    public IReadOnlyList<Song> Songs(string root) => Catalogue.Length == 0
        ? []
        : new CatalogueReader(Path.Combine(root, Folder, Catalogue), new CatalogueReaderOptions { Map = "id=asin,title=title,genre=genre" }).Read();
}
