using MlNetMoodRec.Data;
using MlNetMoodRec.Simulation.Catalogue;
using MlNetMoodRec.Simulation.Texts;

namespace MlNetMoodRec.Simulation.Listeners;

/// <summary>The parts that every listener of a platform shares. Immutable, so usable from several threads.</summary>
internal sealed class PlatformModel
{
    private readonly float[][] _genreTraits;
    private readonly TextPlan _texts;
    private readonly int _userDigits;

    private PlatformModel(SimulationOptions options, SongSpace space, float[][] genreTraits, Calibration calibration, ulong seed)
    {
        (Options, Space, _genreTraits, Calibration) = (options, space, genreTraits, calibration);
        Utility = new ChoiceUtility(options, space);
        Dynamics = new ListenerDynamics(options, space, calibration.Intercept, seed);
        Clock = new SessionClock(options, calibration.MeanSessionLength);
        _texts = new TextPlan(options, calibration, seed);
        _userDigits = Math.Max(4, FormattableString.Invariant($"{options.Listeners}").Length);
    }

    public SimulationOptions Options { get; }

    public SongSpace Space { get; }

    public Calibration Calibration { get; }

    public ChoiceUtility Utility { get; }

    public ListenerDynamics Dynamics { get; }

    public SessionClock Clock { get; }

    public static PlatformModel Create(SimulationOptions options)
    {
        var builder = new CatalogueBuilder(options);
        var genreTraits = builder.GenreTraits();
        var space = builder.Build(genreTraits);
        return new PlatformModel(options, space, genreTraits, Calibration.Run(options, space, genreTraits), (ulong)options.Seed);
    }

    /// <summary>The same catalogue and listeners with other luck: what held-out sessions run on.</summary>
    public PlatformModel WithSeed(ulong seed) => new(Options, Space, _genreTraits, Calibration, seed);

    public Listener NewListener(int index) => new(Options, _genreTraits, index);

    public string UserId(int index) => "u" + (index + 1).ToString("D" + _userDigits, System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>The index of a listener's id, or -1.</summary>
    public int UserIndex(string userId) =>
        userId.StartsWith('u') && int.TryParse(userId.AsSpan(1), System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var number)
            && number >= 1 && number <= Options.Listeners && UserId(number - 1) == userId
            ? number - 1 : -1;

    /// <summary>Plays a song to a listener: response, text, what it leaves behind.</summary>
    public (Interaction Interaction, Response Response, TextKind TextKind) Play(Listener listener, int song, in StepDraws draws, long seconds)
    {
        var text = CheckIn(listener);
        return Play(listener, song, draws, seconds, text);
    }

    /// <summary>What the listener writes before the next song, if anything; else what is to be written after it.</summary>
    public PlannedText CheckIn(Listener listener)
    {
        var planned = _texts.Begin(listener, out var random);
        if (planned is { Time: TextTime.Before })
        {
            planned = TextPlan.Write(ref random, TextTime.Before, listener.Mood, liked: false);
        }

        return new PlannedText(planned, random);
    }

    public (Interaction Interaction, Response Response, TextKind TextKind) Play(Listener listener, int song, in StepDraws draws, long seconds, PlannedText planned)
    {
        var response = Dynamics.Respond(listener, song, draws);
        Dynamics.Heard(listener, song, response, draws);
        var text = planned.Text;
        if (text is { Time: TextTime.After })
        {
            var random = planned.Random;
            text = TextPlan.Write(ref random, TextTime.After, listener.Mood, response.IsPositive);
        }

        var interaction = new Interaction
        {
            UserId = UserId(listener.Index),
            SongId = Space.Songs[song].Id,
            Time = Options.Start.AddSeconds(seconds),
            Feedback = response.Feedback,
            Text = text?.Text ?? "",
            TextTime = text?.Time ?? TextTime.After,
        };
        return (interaction, response, text?.Kind ?? TextKind.None);
    }
}
