using MlNetMoodRec.Data;

namespace MlNetMoodRec.Web.Api;

/// <summary>A song of the catalogue.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Title">Its title; the id where the catalogue has none.</param>
/// <param name="Artist">The artist's name, or empty.</param>
/// <param name="Genre">The genre, or empty.</param>
public sealed record ListedSong(string Id, string Title, string Artist, string Genre)
{
    internal static ListedSong Of(Song song) => new(song.Id, song.Title.Length > 0 ? song.Title : song.Id, song.Artist, song.Genre);
}
