using MlNetMoodRec.Recommendation;
using MlNetMoodRec.Simulation;

namespace MlNetMoodRec.Evaluation.Experiments;

/// <summary>The truth behind rows of events: the last ones of each listener's log.</summary>
internal sealed class TruthRows
{
    private readonly Dictionary<ListenerEvent, EventTruth> _truths = new(ReferenceEqualityComparer.Instance);
    private readonly int _songs;

    public TruthRows(SimulatedPlatform platform, IReadOnlyList<ListenerEvent> rows)
    {
        _songs = platform.Catalogue.Count;
        foreach (IGrouping<string, ListenerEvent> user in rows.GroupBy(r => r.UserId, StringComparer.Ordinal))
        {
            ListenerEvent[] events = [.. user];
            EventTruth[] truths = [.. platform.Truths(user.Key).TakeLast(events.Length)];
            foreach ((ListenerEvent row, EventTruth truth) in events.Zip(truths))
            {
                _truths.Add(row, truth.Interaction.SongId == row.SongId
                    ? truth
                    : throw new InvalidOperationException($"The log and the truth of listener '{user.Key}' differ."));
            }
        }
    }

    /// <summary>The true utilities of all songs for rows, in the order of the platform's catalogue, row-major.</summary>
    public float[] Score(IReadOnlyList<ListenerContext> rows)
    {
        var utilities = new float[rows.Count * _songs];
        for (int i = 0; i < rows.Count; i++)
        {
            _truths[(ListenerEvent)rows[i]].ChoiceUtilities(utilities.AsSpan(i * _songs, _songs));
        }

        return utilities;
    }

    /// <summary>The true chance of a good response to the song of a row.</summary>
    public double PositiveProbability(ListenerEvent row) => _truths[row].PositiveProbability;
}
