using MlNetMoodRec.Data.Tables;

namespace MlNetMoodRec.Data;

/// <summary>
/// How a file of interactions is read. The keys of <see cref="TableReaderOptions.Map"/> are <c>user</c>, <c>song</c>,
/// <c>time</c>, <c>feedback</c>, <c>text</c> and <c>text-time</c>, as in
/// <c>user=reviewerID,song=asin,time=unixReviewTime,feedback=overall,text=reviewText</c>; user and song must be there.
/// Usual names are found without a mapping (user, user_id, userId; song_id, item_id, track_id; timestamp; rating; review).
/// </summary>
public sealed record InteractionReaderOptions : TableReaderOptions
{
    internal const int User = 0;
    internal const int Song = 1;
    internal const int Time = 2;
    internal const int Feedback = 3;
    internal const int Text = 4;
    internal const int TextTimeColumn = 5;

    private static readonly ColumnRole[] Roles =
    [
        new("user", ["user", "userid", "uid", "listener", "listenerid"], IsRequired: true),
        new("song", ["song", "songid", "item", "itemid", "track", "trackid"], IsRequired: true),
        new("time", ["time", "timestamp", "datetime", "unixtime", "playedat"]),
        new("feedback", ["feedback", "rating", "liked"]),
        new("text", ["text", "review", "reviewtext", "comment"]),
        new("text-time", ["texttime"]),
    ];

    /// <summary>
    /// The range of numeric feedback that is scaled to [0, 1]; numbers outside it make a bad row. Null finds it by a
    /// first pass over the file: 0..1 if every number lies in it (likes and shares played stay as they are), else from
    /// the smallest number to the largest (stars from 1 to 5 become 0 to 1). Give it where two files must be scaled alike.
    /// </summary>
    public ValueRange? FeedbackRange { get; init; }

    /// <summary>When the texts were written, unless the column <c>text-time</c> says it (<c>before</c> or <c>after</c>) for each.</summary>
    public TextTime TextTime { get; init; } = TextTime.After;

    /// <summary>Reports every wrong value at once.</summary>
    /// <exception cref="MoodRecException">A value is wrong.</exception>
    public void Validate() => CreateMapping();

    internal ColumnMapping CreateMapping()
    {
        List<string> problems = Problems();
        ColumnMapping mapping = new(Map, Roles, problems);
        if (FeedbackRange is { IsValid: false })
        {
            problems.Add($"{nameof(FeedbackRange)} is {FeedbackRange}; it must run from a number to a larger one");
        }

        if (!Enum.IsDefined(TextTime))
        {
            problems.Add($"{nameof(TextTime)} is {TextTime}; it must be Before or After");
        }

        ThrowIfAny(problems, nameof(InteractionReaderOptions));
        return mapping;
    }
}
