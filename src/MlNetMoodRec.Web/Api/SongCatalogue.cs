using MlNetMoodRec.Data;
using MlNetMoodRec.Text;

namespace MlNetMoodRec.Web.Api;

/// <summary>A model's songs by id and by words of their title and artist. Thread-safe; a search reads every song's key.</summary>
internal sealed class SongCatalogue
{
    private static readonly BertTextNormalizer Folding = new(); // Case and accents do not matter to someone who searches.
    private readonly Song[] _songs;
    private readonly string[] _keys;
    private readonly Dictionary<string, Song> _byId;

    public SongCatalogue(IEnumerable<Song> songs)
    {
        _songs = [.. songs.DistinctBy(s => s.Id, StringComparer.Ordinal)];
        _keys = [.. _songs.Select(s => Folding.Normalize($" {s.Title} {s.Artist} {s.Id}"))];
        _byId = _songs.ToDictionary(s => s.Id, StringComparer.Ordinal);
    }

    /// <summary>The song of an id, or null.</summary>
    public Song? Find(string id) => _byId.GetValueOrDefault(id);

    /// <summary>
    /// The songs whose title, artist and id together hold every word of the query: those first in which each begins a
    /// word, otherwise in the catalogue's order. All songs for an empty query.
    /// </summary>
    public SongPage Search(string query, int offset, int limit)
    {
        string[] words = Folding.Normalize(query).Split(' ', StringSplitOptions.RemoveEmptyEntries);
        string[] beginnings = [.. words.Select(w => ' ' + w)];
        List<Song> atBeginnings = [];
        List<Song> inside = [];
        for (int i = 0; i < _songs.Length; i++)
        {
            string key = _keys[i];
            if (words.All(w => key.Contains(w, StringComparison.Ordinal)))
            {
                (beginnings.All(b => key.Contains(b, StringComparison.Ordinal)) ? atBeginnings : inside).Add(_songs[i]);
            }
        }

        return new SongPage(
            atBeginnings.Count + inside.Count, offset, [.. atBeginnings.Concat(inside).Skip(offset).Take(limit).Select(ListedSong.Of)]);
    }
}
