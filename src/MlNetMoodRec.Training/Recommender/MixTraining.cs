using static TorchSharp.torch;

namespace MlNetMoodRec.Training.Recommender;

/// <summary>
/// Teaches a <see cref="SongMemory"/> how much each voice and the softmax count, on sequences from which neither has learnt:
/// the softmax knows its own targets too well.
/// </summary>
internal sealed class MixTraining
{
    /// <summary>One in so many sequences teaches how to mix, and the softmax nothing. 20: arbitrary.</summary>
    private const int SequencesPerMixed = 20;

    private readonly MoodLstmNetwork _network;
    private readonly SongMemory _memory;
    private readonly Dictionary<ListeningSequence, VoiceShares[]> _said;

    /// <param name="network">The network, with a memory.</param>
    /// <param name="data">What it learns from.</param>
    /// <param name="voices">The voices of its memory.</param>
    public MixTraining(MoodLstmNetwork network, ListeningSequences data, MemoryVoice[] voices)
    {
        _network = network;
        _memory = network.Memory ?? throw new ArgumentException("The network has no memory.", nameof(network));
        _said = data.Sequences.Where((_, place) => place % SequencesPerMixed == SequencesPerMixed - 1)
            .AsParallel().AsOrdered().Select(s => KeyValuePair.Create(s, voices.Select(voice => voice.Of(s)).ToArray())).ToDictionary();
    }

    /// <summary>The voices that options ask for; none for no memory.</summary>
    public static IEnumerable<MemoryVoice> Voices(MoodLstmOptions options, ListeningSequences data, CancellationToken cancellation)
    {
        if (options.Successors > 0)
        {
            yield return new SuccessorVoice(SongSuccessors.Count(data, options.Successors, isBackward: false, cancellation));
        }

        if (options.Predecessors > 0)
        {
            yield return new SuccessorVoice(SongSuccessors.Count(data, options.Predecessors, isBackward: true, cancellation));
        }

        if (options.PairSuccessors)
        {
            yield return PairVoice.Count(data);
        }

        if (options.Repeats)
        {
            yield return new RepeatVoice();
        }
    }

    /// <summary>The windows that the network learns from, and those that teach how to mix.</summary>
    public (TrainingWindow[] Learnt, TrainingWindow[] Mixed) Split(TrainingWindow[] windows) =>
        ([.. windows.Where(w => !_said.ContainsKey(w.Sequence))], [.. windows.Where(w => _said.ContainsKey(w.Sequence))]);

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
        return _memory.LogChances(scores, state, batch.Targets, [.. _memory.Voices.Select((voice, place) => Said(batch, voice.Sources, place))]).mean().neg();
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

    /// <summary>What a voice's sources say of each target, and their evidence, both [targets, sources].</summary>
    private (Tensor Shares, Tensor Evidence) Said(TrainingBatch batch, int sources, int voice)
    {
        var shares = new float[batch.Sources.Count * sources];
        var evidence = new float[batch.Sources.Count * sources];
        for (int row = 0; row < batch.Sources.Count; row++)
        {
            (TrainingWindow window, int target) = batch.Sources[row];
            VoiceShares said = _said[window.Sequence][voice];
            said.Shares.AsSpan(target * sources, sources).CopyTo(shares.AsSpan(row * sources));
            said.Evidence.AsSpan(target * sources, sources).CopyTo(evidence.AsSpan(row * sources));
        }

        return (tensor(shares, [batch.Sources.Count, sources]), tensor(evidence, [batch.Sources.Count, sources]));
    }
}
