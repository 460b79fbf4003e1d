namespace MlNetMoodRec.Simulation.Listeners;

/// <summary>The last distinct songs that a listener heard, latest last, with the session of the last hearing; bounded.</summary>
internal sealed class RecentSongs
{
    public const int Capacity = 64;

    private readonly int[] _songs = new int[Capacity];
    private readonly int[] _sessions = new int[Capacity];

    public RecentSongs()
    {
    }

    private RecentSongs(RecentSongs other)
    {
        other._songs.CopyTo(_songs, 0);
        other._sessions.CopyTo(_sessions, 0);
        Count = other.Count;
    }

    public int Count { get; private set; }

    public ReadOnlySpan<int> Songs => _songs.AsSpan(0, Count);

    public ReadOnlySpan<int> Sessions => _sessions.AsSpan(0, Count);

    public void Add(int song, int session)
    {
        var place = Songs.IndexOf(song);
        if (place < 0 && Count < Capacity)
        {
            place = Count++;
        }

        for (var i = Math.Max(place, 0); i < Count - 1; i++)
        {
            _songs[i] = _songs[i + 1];
            _sessions[i] = _sessions[i + 1];
        }

        _songs[Count - 1] = song;
        _sessions[Count - 1] = session;
    }

    public RecentSongs Clone() => new(this);
}
