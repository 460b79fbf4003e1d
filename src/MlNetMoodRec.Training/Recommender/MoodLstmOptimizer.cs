using TorchSharp.Modules;
using static TorchSharp.torch;

namespace MlNetMoodRec.Training.Recommender;

/// <summary>
/// Changes a <see cref="MoodLstmNetwork"/>, its memory aside, by Adam and the decays of its options. Of a catalogue from which
/// songs are drawn, whose embeddings are most of all weights, a step touches those that it is about.
/// </summary>
internal sealed class MoodLstmOptimizer : IDisposable
{
    private readonly MoodLstmNetwork _network;
    private readonly MoodLstmOptions _options;
    private readonly Adam _weights;
    private readonly DeferredAdam? _songs;

    /// <param name="network">The network.</param>
    /// <param name="options">The options of its training.</param>
    /// <param name="drawsSongs">Whether each step is about some songs only.</param>
    public MoodLstmOptimizer(MoodLstmNetwork network, MoodLstmOptions options, bool drawsSongs)
    {
        _network = network;
        _options = options;
        _songs = drawsSongs ? new DeferredAdam(network.OwnSongs) : null;
        nint[] others = [.. network.Memory?.parameters().Select(p => p.Handle) ?? [], .. drawsSongs ? [network.OwnSongs.Handle] : Array.Empty<nint>()];
        _weights = optim.Adam(network.parameters().Where(p => !others.Contains(p.Handle)), options.LearningRate);
    }

    /// <summary>Makes songs' embeddings what they should be by now, before they are read.</summary>
    /// <param name="rows">Their indices, int64 [songs + 1]; null for all songs.</param>
    public void CatchUp(Tensor? rows = null) => _songs?.CatchUp(rows);

    /// <summary>One step.</summary>
    /// <param name="loss">A scalar.</param>
    /// <param name="songs">The songs that it was computed of.</param>
    /// <param name="rows">Their indices, int64 [songs + 1]; null for all songs.</param>
    /// <param name="learningRate">The step size.</param>
    public void Step(Tensor loss, SongTable songs, Tensor? rows, double learningRate)
    {
        foreach (var group in _weights.ParamGroups)
        {
            group.LearningRate = learningRate;
        }

        _weights.zero_grad();
        loss.backward();
        _weights.step();
        _network.DecayLike(learningRate * _options.LikeDecay);
        double decay = _network.KnowsArtists ? learningRate * _options.SongDecay : 0;
        if (rows is null)
        {
            _network.DecaySongs(decay);
        }
        else
        {
            _songs!.Step(rows, songs.Own.grad!, learningRate, decay);
        }
    }

    /// <summary>Writes what <see cref="Load"/> reads.</summary>
    public void Save(BinaryWriter writer)
    {
        _weights.save_state_dict(writer);
        _songs?.Save(writer);
    }

    /// <summary>Takes the state back that <see cref="Save"/> wrote.</summary>
    public void Load(BinaryReader reader)
    {
        _weights.load_state_dict(reader);
        _songs?.Load(reader);
    }

    public void Dispose()
    {
        _weights.Dispose();
        _songs?.Dispose();
    }
}
