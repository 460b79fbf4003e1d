using MlNetMoodRec.Training.Recommender;

namespace MlNetMoodRec.Evaluation;

/// <summary>
/// The scores of the catalogue's songs for one row: all of them, or the few that a method has anything to say about, the
/// rest being 0. Ranks of the two agree. Not thread-safe.
/// </summary>
internal sealed class SongScores
{
    private readonly float[] _values;
    private readonly int _start;
    private readonly List<int>? _touched;

    private SongScores(float[] values, int start, int count, bool isSparse)
    {
        (_values, _start, Count) = (values, start, count);
        _touched = isSparse ? [] : null;
    }

    public int Count { get; }

    /// <summary>The score of every song, in catalogue order.</summary>
    public ReadOnlySpan<float> Values => _values.AsSpan(_start, Count);

    /// <summary>The songs with a score above 0, in no order; empty where every song has a score.</summary>
    public IReadOnlyList<int> Touched => _touched ?? [];

    public bool IsSparse => _touched is not null;

    /// <summary>Scores that are there already, a slice of an array.</summary>
    public static SongScores Dense(float[] values, int start, int count) => new(values, start, count, isSparse: false);

    /// <summary>Scores to be filled in, at first 0.</summary>
    public static SongScores Sparse(int count) => new(new float[count], 0, count, isSparse: true);

    /// <summary>Scores of all songs to be filled in by <see cref="Writable"/>.</summary>
    public static SongScores Dense(int count) => new(new float[count], 0, count, isSparse: false);

    public Span<float> Writable => _values.AsSpan(_start, Count);

    /// <summary>Adds a number above 0 to a song's score.</summary>
    public void Add(int song, float value)
    {
        if (value <= 0)
        {
            return;
        }

        if (_values[song] == 0)
        {
            _touched?.Add(song);
        }

        _values[song] += value;
    }

    /// <summary>Multiplies the scores by a number above 0 of each song's own.</summary>
    public void Multiply(ReadOnlySpan<float> factors)
    {
        foreach (int song in _touched!)
        {
            _values[song] *= factors[song];
        }
    }

    /// <summary>Sets all sparse scores back to 0.</summary>
    public void Clear()
    {
        foreach (int song in _touched!)
        {
            _values[song] = 0;
        }

        _touched.Clear();
    }

    /// <summary>The target's rank from 1, the middle rank among equal scores, without the excluded songs.</summary>
    public double MidRank(int target, IReadOnlySet<int> excluded)
    {
        if (_touched is null)
        {
            return RankMetrics.MidRank(Values, target, excluded);
        }

        float score = _values[target];
        int above = 0;
        int equal = 0;
        int scored = 0;
        foreach (int song in _touched)
        {
            if (song != target && !excluded.Contains(song))
            {
                scored++;
                above += _values[song] > score ? 1 : 0;
                equal += _values[song] == score ? 1 : 0;
            }
        }

        int ties = score > 0 ? equal : Count - 1 - scored - excluded.Count + (excluded.Contains(target) ? 1 : 0);
        return 1 + above + (ties / 2.0);
    }

    /// <summary>The target's rank among itself and the given songs.</summary>
    public double MidRank(int target, IEnumerable<int> candidates)
    {
        int above = 0;
        int ties = 0;
        foreach (int song in candidates)
        {
            above += song != target && Values[song] > Values[target] ? 1 : 0;
            ties += song != target && Values[song] == Values[target] ? 1 : 0;
        }

        return 1 + above + (ties / 2.0);
    }

    /// <summary>As <see cref="TopSongs.Find"/>; of sparse scores only songs with a score.</summary>
    public int Top(IReadOnlySet<int> excluded, Span<int> best)
    {
        if (_touched is null)
        {
            return TopSongs.Find(Values, excluded, best);
        }

        int count = 0;
        foreach (int song in _touched)
        {
            if (!excluded.Contains(song) && (count < best.Length || IsBefore(song, best[count - 1])))
            {
                int place = count < best.Length ? count++ : count - 1;
                for (; place > 0 && IsBefore(song, best[place - 1]); place--)
                {
                    best[place] = best[place - 1];
                }

                best[place] = song;
            }
        }

        return count;
    }

    private bool IsBefore(int song, int other) => _values[song] > _values[other] || (_values[song] == _values[other] && song < other);
}
