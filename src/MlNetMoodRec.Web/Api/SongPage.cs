namespace MlNetMoodRec.Web.Api;

/// <summary>One page of the songs that a search found.</summary>
/// <param name="Total">How many songs the search found in all.</param>
/// <param name="Offset">How many of them come before this page.</param>
/// <param name="Songs">The songs of this page.</param>
public sealed record SongPage(int Total, int Offset, IReadOnlyList<ListedSong> Songs);
