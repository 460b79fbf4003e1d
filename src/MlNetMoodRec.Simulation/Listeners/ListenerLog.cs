using MlNetMoodRec.Data;
using MlNetMoodRec.Simulation.Texts;

namespace MlNetMoodRec.Simulation.Listeners;

/// <summary>The interactions of one listener in time order, made one at a time; knows nothing of other listeners.</summary>
internal sealed class ListenerLog(PlatformModel model, SongSampler sampler, int index, int count)
{
    private readonly ListenerDynamics _dynamics = model.Dynamics;
    private int _left = count;
    private bool _inSession;
    private long _time;

    public Listener Listener { get; } = model.NewListener(index);

    /// <summary>Whether <see cref="StateBefore"/> is kept.</summary>
    public bool KeepsStates { get; init; }

    public Interaction Current { get; private set; } = null!;

    /// <summary>The listener just before <see cref="Current"/>.</summary>
    public Listener? StateBefore { get; private set; }

    public TextKind TextKind { get; private set; }

    public Response Response { get; private set; }

    /// <summary>Seconds since the start of the log when the last song ended.</summary>
    public long Seconds => _time;

    public bool MoveNext()
    {
        if (_left == 0)
        {
            return false;
        }

        if (!_inSession)
        {
            _dynamics.BeginSession(Listener);
            _time = model.Clock.NextSession(Listener, _time, _left);
        }

        var draws = _dynamics.BeginStep(Listener);
        StateBefore = KeepsStates ? Listener.Clone() : null;
        var song = sampler.Next(model.Utility, Listener, draws.Choice);
        (Current, Response, TextKind) = model.Play(Listener, song, draws, _time);
        _time += SessionClock.SecondsOf(model.Space, song, Response, draws);
        _inSession = Response.Continues;
        _left--;
        return true;
    }
}
