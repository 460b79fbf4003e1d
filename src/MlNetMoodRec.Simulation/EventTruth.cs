using MlNetMoodRec.Data;
using MlNetMoodRec.Simulation.Listeners;
using MlNetMoodRec.Simulation.Texts;

namespace MlNetMoodRec.Simulation;

/// <summary>What only the simulation knows about an interaction of its log.</summary>
public sealed class EventTruth
{
    private readonly PlatformModel _model;
    private readonly Listener _before;

    internal EventTruth(PlatformModel model, Listener before, ListenerLog log)
    {
        _model = model;
        _before = before;
        Interaction = log.Current;
        TextKind = log.TextKind;
        PositiveProbability = (float)log.Response.PositiveProbability;
        IsPositive = log.Response.IsPositive;
        MoodAfter = log.Listener.Mood;
    }

    /// <summary>The interaction as the log has it.</summary>
    public Interaction Interaction { get; }

    /// <summary>Which of the listener's sessions it belongs to, from 0.</summary>
    public int Session => _before.Session;

    /// <summary>Its place in the session; 0 is a session start.</summary>
    public int Step => _before.Step;

    /// <summary>The listener's mood when the song was chosen, and when a check-in was written.</summary>
    public TrueMood Mood => _before.Mood;

    /// <summary>The listener's mood after the song, when a review was written.</summary>
    public TrueMood MoodAfter { get; }

    /// <summary>How the text tells of the mood.</summary>
    public TextKind TextKind { get; }

    /// <summary>The true chance of a positive response to the song that was played.</summary>
    public float PositiveProbability { get; }

    /// <summary>Whether the response was positive; the same as feedback of at least 0.5.</summary>
    public bool IsPositive { get; }

    /// <summary>
    /// Writes the true utility of every song for being the one that is played here, in catalogue order. The chance of a
    /// song is proportional to the exponential of its utility, so no ranking can beat theirs on average. Costs a few
    /// microseconds at 5,000 songs.
    /// </summary>
    /// <param name="utilities">At least as long as the catalogue.</param>
    public void ChoiceUtilities(Span<float> utilities)
    {
        var all = new float[_model.Space.Padded];
        _model.Utility.Write(_before, offer: true, appeal: true, all);
        all.AsSpan(0, _model.Space.Count).CopyTo(utilities);
    }
}
