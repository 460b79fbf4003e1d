using static TorchSharp.torch;

namespace MlNetMoodRec.Training.Recommender;

/// <summary>
/// Teaches a <see cref="SongMemory"/> how much each voice and the softmax count, on sequences from which neither knows: the
/// softmax does not learn from them, and the voices that teach go by the others alone. They are the last ones, as what the
/// model is asked for comes later still.
/// </summary>
internal sealed class MixTraining : IDisposable
{
    /// <summary>One in so many sequences teaches how to mix. 20: arbitrary.</summary>
    private const int SequencesPerMixed = 20;

    private readonly MoodLstmNetwork _network;
    private readonly SongMemory _memory;
    private readonly HashSet<ListeningSequence> _mixed;
    private readonly MemoryVoice[] _voices;

    /// <param name="network">The network, with a memory.</param>
    /// <param name="data">What it learns from.</param>
    /// <param name="options">Its options.</param>
    /// <param name="cancellation">Stops the counting.</param>
    public MixTraining(MoodLstmNetwork network, ListeningSequences data, MoodLstmOptions options, CancellationToken cancellation)
    {
        _network = network;
        _memory = network.Memory ?? throw new ArgumentException("The network has no memory.", nameof(network));
        int firstMixed = data.Sequences.Length - (data.Sequences.Length / SequencesPerMixed);
        _mixed = [.. data.Sequences[firstMixed..]];
        _voices = [.. MemoryVoice.Count(options, data.Sequences[..firstMixed], data.Songs.Ids.Length, cancellation)];
    }

    /// <summary>The windows that the network learns from, and those that teach how to mix.</summary>
    public (TrainingWindow[] Learnt, TrainingWindow[] Mixed) Split(TrainingWindow[] windows) =>
        ([.. windows.Where(w => !_mixed.Contains(w.Sequence))], [.. windows.Where(w => _mixed.Contains(w.Sequence))]);

    /// <summary>The mean loss of the mixture in nats, with gradients for the memory alone; null where there is nothing to predict.</summary>
    /// <param name="windows">Windows that teach how to mix.</param>
    /// <param name="songs">What <see cref="MoodLstmNetwork.Songs"/> gave.</param>
    /// <param name="texts">The embeddings of all texts; null without the mood.</param>
    /// <param name="playable">How many songs the softmax goes over.</param>
    /// <param name="random">Decides whose elapsed times are hidden.</param>
    public Tensor? Loss(TrainingWindow[] windows, Tensor songs, Tensor? texts, int playable, Random random)
    {
        if (windows.Length == 0)
        {
            return null;
        }

        TrainingBatch batch = TrainingBatch.Create(windows, inputDropout: 0, random);
        if (batch.Sources.Count == 0)
        {
            return null;
        }

        (Tensor scores, Tensor state) = Ask(batch, songs, texts, playable);
        return _memory.LogChances(_voices, scores, state, MoodLstmValidation.RecentSongs(batch.Sources), batch.Targets).mean().neg();
    }

    public void Dispose()
    {
        foreach (MemoryVoice voice in _voices)
        {
            voice.Dispose();
        }
    }

    /// <summary>The scores [targets, songs] and the state [targets, units], as serving has them: nothing is dropped.</summary>
    private (Tensor Scores, Tensor State) Ask(TrainingBatch batch, Tensor songs, Tensor? texts, int playable)
    {
        using var noGradient = no_grad();
        _network.eval();
        Tensor situation = _network.Situation(batch, songs, texts?.index_select(0, batch.Texts));
        _network.train();
        Tensor candidates = MoodLstmNetwork.Candidates(songs).narrow(0, 0, playable);
        Tensor scores = addmm(_network.Bias.narrow(0, 0, playable), situation.mm(_network.Choice()), candidates.t(), 1, 1);
        batch.Heard.AddTo(scores, _network.HeardWorth(batch.Heard), 0);
        return (scores, _network.State(situation));
    }
}
