namespace MlNetMoodRec.Web.Api;

/// <summary>A recommended song.</summary>
public sealed record RecommendedSong
{
    /// <summary>Its place in the list, from 1.</summary>
    public required int Rank { get; init; }

    /// <summary>Its id.</summary>
    public required string Id { get; init; }

    /// <summary>Its title; the id where the catalogue has no title.</summary>
    public required string Title { get; init; }

    /// <summary>The artist's name, or empty.</summary>
    public required string Artist { get; init; }

    /// <summary>The genre, or empty.</summary>
    public required string Genre { get; init; }

    /// <summary>Its score, a logit: larger is better, and only differences within one answer mean anything.</summary>
    public required float Score { get; init; }

    /// <summary>The chance that the listener would respond well to it, from 0 to 1.</summary>
    public required float LikeProbability { get; init; }

    /// <summary>The recent songs that speak for it, at most three and the strongest first, where the reasons were asked for; otherwise null.</summary>
    public required IReadOnlyList<SongBecause>? Because { get; init; }
}
