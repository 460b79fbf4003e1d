using TorchSharp.Modules;
using static TorchSharp.torch;

namespace MlNetMoodRec.Training.Recommender;

/// <summary>
/// Teaches a <see cref="SongMemory"/> how much each voice and the softmax count, on sequences from which neither knows: the
/// softmax does not learn from them, and the voices that teach go by the others alone. They are the last ones, as what the
/// model is asked for comes later still. They come after each epoch of the network's, which stays as it is meanwhile.
/// </summary>
internal sealed class MixTraining : IDisposable
{
    /// <summary>One in so many sequences teaches how to mix. 20: arbitrary.</summary>
    private const int SequencesPerMixed = 20;

    /// <summary>About how many targets a step has: the scores of all songs of each are held several times over. 64: arbitrary.</summary>
    private const int TargetsPerStep = 64;

    /// <summary>Adam's step size after an epoch; it falls linearly to a tenth. 0.01: with 0.03, and with a second pass, the validation part of #nowplaying was the same.</summary>
    private const double LearningRate = 0.01;

    private readonly MoodLstmNetwork _network;
    private readonly SongMemory _memory;
    private readonly MemoryVoice[] _voices;
    private readonly List<TrainingWindow> _windows;
    private readonly int _batchSize;
    private readonly Adam _optimizer;

    /// <param name="network">The network, with a memory.</param>
    /// <param name="data">What it learns from.</param>
    /// <param name="windows">The windows of that.</param>
    /// <param name="options">Its options.</param>
    /// <param name="cancellation">Stops the counting.</param>
    public MixTraining(MoodLstmNetwork network, ListeningSequences data, IReadOnlyList<TrainingWindow> windows, MoodLstmOptions options, CancellationToken cancellation)
    {
        _network = network;
        _memory = network.Memory ?? throw new ArgumentException("The network has no memory.", nameof(network));
        int firstMixed = data.Sequences.Length - (data.Sequences.Length / SequencesPerMixed);
        HashSet<ListeningSequence> mixed = [.. data.Sequences[firstMixed..]];
        _windows = [.. windows.Where(w => mixed.Contains(w.Sequence))];
        _batchSize = Math.Max(1, TargetsPerStep * _windows.Count / Math.Max(1, _windows.Sum(w => w.TargetCount)));
        Learnt = [.. windows.Where(w => !mixed.Contains(w.Sequence))];
        _voices = [.. MemoryVoice.Count(options, data.Sequences[..firstMixed], data.Songs.Ids.Length, cancellation)];
        _optimizer = optim.Adam(_memory.parameters(), LearningRate);
    }

    /// <summary>The windows that the network learns from.</summary>
    public IReadOnlyList<TrainingWindow> Learnt { get; }

    /// <summary>How many batches come after each epoch.</summary>
    public int BatchCount => (_windows.Count + _batchSize - 1) / _batchSize;

    /// <summary>The batches of one epoch.</summary>
    public List<TrainingWindow[]> Batches(Random random) => TrainingBatch.Shuffle(_windows, _batchSize, random);

    /// <summary>One step of the memory.</summary>
    /// <param name="windows">One of <see cref="Batches"/>.</param>
    /// <param name="done">The share of the epoch's batches that came before.</param>
    /// <param name="texts">The embeddings of all texts; null without the mood.</param>
    /// <param name="playable">How many songs the softmax goes over.</param>
    /// <param name="random">Decides whose elapsed times are hidden.</param>
    public void Step(TrainingWindow[] windows, double done, Tensor? texts, int playable, Random random)
    {
        using var scope = NewDisposeScope();
        TrainingBatch batch = TrainingBatch.Create(windows, inputDropout: 0, random);
        if (batch.Sources.Count == 0)
        {
            return;
        }

        foreach (var group in _optimizer.ParamGroups)
        {
            group.LearningRate = LearningRate * (1 - (0.9 * done));
        }

        (Tensor scores, Tensor state) = Ask(batch, texts, playable);
        _optimizer.zero_grad();
        _memory.LogChances(_voices, scores, state, MoodLstmValidation.RecentSongs(batch.Sources), batch.Targets).mean().neg().backward();
        _optimizer.step();
    }

    /// <summary>Writes what <see cref="Load"/> reads.</summary>
    public void Save(BinaryWriter writer) => _optimizer.save_state_dict(writer);

    /// <summary>Takes the optimiser's state back that <see cref="Save"/> wrote.</summary>
    public void Load(BinaryReader reader) => _optimizer.load_state_dict(reader);

    public void Dispose()
    {
        _optimizer.Dispose();
        foreach (MemoryVoice voice in _voices)
        {
            voice.Dispose();
        }
    }

    /// <summary>The scores [targets, songs] and the state [targets, units], as serving has them: nothing is dropped.</summary>
    private (Tensor Scores, Tensor State) Ask(TrainingBatch batch, Tensor? texts, int playable)
    {
        using var noGradient = no_grad();
        _network.eval();
        SongTable songs = _network.Songs();
        Tensor situation = _network.Situation(batch, songs, texts?.index_select(0, batch.Texts));
        Tensor scores = addmm(songs.Bias.narrow(0, 0, playable), situation.mm(_network.Choice()), songs.Candidates.narrow(0, 0, playable).t(), 1, 1);
        batch.Heard.AddTo(scores, _network.HeardWorth(batch.Heard), 0);
        return (scores, _network.State(situation));
    }
}
