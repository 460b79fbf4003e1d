using MlNetMoodRec.Simulation.Catalogue;
using MlNetMoodRec.Simulation.Randomness;

namespace MlNetMoodRec.Simulation.Listeners;

/// <summary>A listener: traits that stay, and the state in which the next song finds them.</summary>
internal sealed class Listener
{
    private readonly double[] _interestShares;

    public Listener(SimulationOptions options, float[][] genreTraits, int index)
    {
        var random = new RandomStream((ulong)options.Seed, RandomPurpose.Listener, index);
        Index = index;
        Leniency = random.NextGaussian();
        Curiosity = random.NextGaussian();
        HourShift = random.NextDouble(-2, 2);
        BaseValence = 0.08 + 0.2 * random.NextGaussian();
        BaseArousal = 0.2 * random.NextGaussian();
        Interests = new float[options.Interests][];
        Profile = new float[SongSpace.Dimensions];
        _interestShares = new double[options.Interests];
        var total = 0.0;
        for (var i = 0; i < Interests.Length; i++)
        {
            total += _interestShares[i] = 0.25 + random.NextDouble();
        }

        for (var i = 0; i < Interests.Length; i++)
        {
            _interestShares[i] /= total;
            var genre = genreTraits[random.NextInt(genreTraits.Length)];
            var interest = Interests[i] = new float[SongSpace.Dimensions];
            for (var d = 0; d < interest.Length; d++)
            {
                interest[d] = genre[d] + (float)(0.2 * random.NextGaussian());
            }

            SongSpace.Normalise(interest);
            for (var d = 0; d < interest.Length; d++)
            {
                Profile[d] += (float)_interestShares[i] * interest[d];
            }
        }

        Valence = BaseValence;
        Arousal = BaseArousal;
        Recent = new RecentSongs();
        Context = new float[SongSpace.Dimensions];
    }

    private Listener(Listener other)
    {
        (Index, Leniency, Curiosity, HourShift, BaseValence, BaseArousal) =
            (other.Index, other.Leniency, other.Curiosity, other.HourShift, other.BaseValence, other.BaseArousal);
        (Interests, Profile, _interestShares) = (other.Interests, other.Profile, other._interestShares);
        (Session, Step, Interest, Previous, Valence, Arousal) =
            (other.Session, other.Step, other.Interest, other.Previous, other.Valence, other.Arousal);
        Recent = other.Recent.Clone();
        Context = [.. other.Context];
    }

    public int Index { get; }

    /// <summary>How readily the listener responds well to anything; mean 0, variance 1.</summary>
    public double Leniency { get; }

    /// <summary>How much the listener prefers new songs to known ones; mean 0, variance 1.</summary>
    public double Curiosity { get; }

    public double HourShift { get; }

    public double BaseValence { get; }

    public double BaseArousal { get; }

    public float[][] Interests { get; }

    /// <summary>The mean of the interests: what the platform's profile of the listener holds.</summary>
    public float[] Profile { get; }

    public int Session { get; set; } = -1;

    public int Step { get; set; }

    /// <summary>The interest followed at the moment.</summary>
    public int Interest { get; set; }

    public double Valence { get; set; }

    public double Arousal { get; set; }

    /// <summary>Decayed sum of the traits of this session's songs.</summary>
    public float[] Context { get; }

    /// <summary>The song before, or -1 at the start of a session.</summary>
    public int Previous { get; set; } = -1;

    public RecentSongs Recent { get; }

    public TrueMood Mood => new((float)Valence, (float)Arousal);

    public Listener Clone() => new(this);

    public int DrawInterest(double uniform)
    {
        var interest = 0;
        for (; interest < _interestShares.Length - 1 && uniform >= _interestShares[interest]; interest++)
        {
            uniform -= _interestShares[interest];
        }

        return interest;
    }
}
