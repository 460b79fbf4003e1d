using System.Numerics;
using System.Runtime.InteropServices;
using MlNetMoodRec.Simulation.Catalogue;

namespace MlNetMoodRec.Simulation.Listeners;

/// <summary>
/// What is played next. The logging policy offers songs one after another, song s with weight exp(offer(s)); the
/// listener passes over them until one appeals, taking s with a chance proportional to exp(appeal(s)). What is played
/// then follows a multinomial logit over the catalogue with utility offer(s) + appeal(s) exactly (rejection sampling),
/// so the utilities rank the songs by their true chance of being next.
/// </summary>
/// <remarks>
/// Utilities are single-precision sums in a fixed order without fused operations: the same for every vector width.
/// Immutable, so usable from several threads.
/// </remarks>
internal sealed class ChoiceUtility(SimulationOptions options, SongSpace space)
{
    private readonly float _moodWeight = (float)(options.AppealMood * options.MoodStrength);

    /// <summary>The utilities of all songs in the listener's state; padding after them gets a very low one.</summary>
    public void Write(Listener listener, bool offer, bool appeal, Span<float> utilities)
    {
        Span<float> query = stackalloc float[SongSpace.Dimensions];
        var interest = listener.Interests[listener.Interest];
        for (var d = 0; d < query.Length; d++)
        {
            query[d] = (offer ? (float)options.OfferProfile * listener.Profile[d] + (float)options.OfferContext * listener.Context[d] : 0)
                + (appeal ? (float)options.AppealInterest * interest[d] : 0);
        }

        var popularityWeight = offer ? Vector<float>.One : Vector<float>.Zero;
        var moodWeight = new Vector<float>(appeal ? _moodWeight : 0);
        var valence = new Vector<float>((float)listener.Valence);
        var arousal = new Vector<float>((float)listener.Arousal);
        var (q0, q1, q2, q3) = (new Vector<float>(query[0]), new Vector<float>(query[1]), new Vector<float>(query[2]), new Vector<float>(query[3]));
        var (q4, q5, q6, q7) = (new Vector<float>(query[4]), new Vector<float>(query[5]), new Vector<float>(query[6]), new Vector<float>(query[7]));
        var padded = (nuint)space.Padded;
        ref var traits = ref MemoryMarshal.GetArrayDataReference(space.Traits);
        ref var popularities = ref MemoryMarshal.GetArrayDataReference(space.LogPopularity);
        ref var valences = ref MemoryMarshal.GetArrayDataReference(space.Valence);
        ref var energies = ref MemoryMarshal.GetArrayDataReference(space.Energy);
        ref var results = ref MemoryMarshal.GetReference(utilities[..space.Padded]);
        for (nuint s = 0; s < padded; s += (nuint)Vector<float>.Count)
        {
            var sum = popularityWeight * Vector.LoadUnsafe(ref popularities, s);
            sum += q0 * Vector.LoadUnsafe(ref traits, s);
            sum += q1 * Vector.LoadUnsafe(ref traits, padded + s);
            sum += q2 * Vector.LoadUnsafe(ref traits, 2 * padded + s);
            sum += q3 * Vector.LoadUnsafe(ref traits, 3 * padded + s);
            sum += q4 * Vector.LoadUnsafe(ref traits, 4 * padded + s);
            sum += q5 * Vector.LoadUnsafe(ref traits, 5 * padded + s);
            sum += q6 * Vector.LoadUnsafe(ref traits, 6 * padded + s);
            sum += q7 * Vector.LoadUnsafe(ref traits, 7 * padded + s);
            var toValence = Vector.LoadUnsafe(ref valences, s) - valence;
            var toEnergy = Vector.LoadUnsafe(ref energies, s) - arousal;
            sum -= moodWeight * (toValence * toValence + toEnergy * toEnergy);
            sum.StoreUnsafe(ref results, s);
        }

        utilities[space.Count..].Fill(-1e9f);
        if (appeal)
        {
            AddSparse(listener, utilities);
        }
    }

    /// <summary>The appeal of one song: the same terms as in <see cref="Write"/>.</summary>
    public double Appeal(Listener listener, int song)
    {
        var toValence = space.Valence[song] - (float)listener.Valence;
        var toEnergy = space.Energy[song] - (float)listener.Arousal;
        var appeal = (float)options.AppealInterest * space.Similarity(listener.Interests[listener.Interest], song)
            - _moodWeight * (toValence * toValence + toEnergy * toEnergy);
        if (listener.Previous >= 0)
        {
            appeal += space.Artist[song] == space.Artist[listener.Previous] ? (float)options.AppealSameArtist : 0;
            appeal += space.Followers[listener.Previous].Contains(song) ? (float)options.AppealFollower : 0;
        }

        var place = listener.Recent.Songs.IndexOf(song);
        return place < 0 ? appeal : appeal + Known(listener, place);
    }

    private void AddSparse(Listener listener, Span<float> utilities)
    {
        if (listener.Previous >= 0)
        {
            foreach (var song in space.SongsOfArtist[space.Artist[listener.Previous]])
            {
                utilities[song] += (float)options.AppealSameArtist;
            }

            foreach (var song in space.Followers[listener.Previous])
            {
                utilities[song] += (float)options.AppealFollower;
            }
        }

        for (var place = 0; place < listener.Recent.Count; place++)
        {
            utilities[listener.Recent.Songs[place]] += Known(listener, place);
        }
    }

    /// <summary>Known songs of earlier sessions are welcome, the more so the less curious the listener; songs of this session are not.</summary>
    private float Known(Listener listener, int place) =>
        listener.Recent.Sessions[place] == listener.Session
            ? -(float)options.AppealFatigue
            : (float)(options.AppealFamiliar * (1 - 0.5 * listener.Curiosity));
}
