using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace MlNetMoodRec.Training.Recommender;

/// <summary>
/// What is remembered of all listening beside what the LSTM has learnt: the next song is drawn from the softmax, or with
/// chances that the state and what there is to go by decide from one of several voices (a mixture as in pointer networks,
/// Merity et al. 2016, over counted songs).
/// </summary>
internal sealed class SongMemory : Module
{
    /// <summary>Added to all chances, so that they have a log.</summary>
    public const float Tiny = 1e-12f;

    /// <summary>The log of what each song before the latest counts less at first: 0.6, as in the rules.</summary>
    private static readonly double StartDecay = Math.Log(0.6);

    /// <summary>The power of what a source goes by that it counts with at first, as in the rules.</summary>
    private const float StartPower = 0.5f;

    private readonly MemoryVoice[] _voices;
    private readonly Parameter[] _ages;
    private readonly Parameter[] _powers;
    private readonly Parameter _logSharpness;
    private readonly Parameter _gate;
    private readonly Parameter _gateEvidence;
    private readonly Parameter _gateBias;

    /// <param name="voices">The voices, at least one; they are disposed with the memory.</param>
    /// <param name="units">The size of the state.</param>
    public SongMemory(IReadOnlyList<MemoryVoice> voices, int units)
        : base(nameof(SongMemory))
    {
        _voices = [.. voices];
        _ages = [.. voices.Select(voice => new Parameter(arange(voice.Sources).to_type(ScalarType.Float32).mul(StartDecay)))];
        _powers = [.. voices.Select(_ => new Parameter(full([1], StartPower)))];
        _logSharpness = new Parameter(zeros(1));
        _gate = new Parameter(zeros(units, voices.Count));
        _gateEvidence = new Parameter(zeros(voices.Count, voices.Count));
        _gateBias = new Parameter(tensor(voices.Select(voice => voice.StartGate).ToArray()));
        for (int voice = 0; voice < voices.Count; voice++)
        {
            register_parameter($"age{voice}", _ages[voice]);
            register_parameter($"power{voice}", _powers[voice]);
        }

        register_parameter("logSharpness", _logSharpness);
        register_parameter("gate", _gate);
        register_parameter("gateEvidence", _gateEvidence);
        register_parameter("gateBias", _gateBias);
    }

    public IReadOnlyList<MemoryVoice> Voices => _voices;

    /// <summary>What each voice's sources count by their place, as a log, [sources].</summary>
    public IReadOnlyList<Tensor> Ages => _ages;

    /// <summary>The power of what a source goes by that it counts with, [1] of each voice.</summary>
    public IReadOnlyList<Tensor> Powers => _powers;

    /// <summary>The log of what the softmax's scores are multiplied by: it knows what it learnt from better than what comes. [1].</summary>
    public Tensor LogSharpness => _logSharpness;

    /// <summary>From the state to the log odds of each voice against the softmax, [units, voices].</summary>
    public Tensor Gate => _gate;

    /// <summary>What the evidence of each voice adds to them, [voices, voices].</summary>
    public Tensor GateEvidence => _gateEvidence;

    /// <summary>Their offsets, [voices].</summary>
    public Tensor GateBias => _gateBias;

    /// <summary>The log probabilities of targets, [targets], going by voices of the same kinds in the same order.</summary>
    /// <param name="voices">The voices.</param>
    /// <param name="scores">The scores without the memory, [targets, songs].</param>
    /// <param name="state">[targets, units].</param>
    /// <param name="recent">Int64 [targets, <see cref="MemoryVoice.RecentSongs"/>]: indices, the latest first; 0 for none.</param>
    /// <param name="targets">Int64 [targets]: the songs in the order of the scores.</param>
    public Tensor LogChances(IReadOnlyList<MemoryVoice> voices, Tensor scores, Tensor state, Tensor recent, Tensor targets)
    {
        (Tensor songs, Tensor shares, Tensor learnt) = Draw(voices, state, recent);
        Tensor remembered = shares.mul(songs.eq(targets.add(1).unsqueeze(1))).sum([1L]);
        return Softmax(scores).gather(1, targets.unsqueeze(1)).squeeze(1).mul(learnt.squeeze(1)).add(remembered).add(Tiny).log();
    }

    /// <summary>The log probabilities of all songs, [rows, songs].</summary>
    /// <param name="scores">The scores without the memory, [rows, songs].</param>
    /// <param name="state">[rows, units].</param>
    /// <param name="recent">Int64 [rows, <see cref="MemoryVoice.RecentSongs"/>]: indices, the latest first; 0 for none.</param>
    public Tensor Mix(Tensor scores, Tensor state, Tensor recent)
    {
        (Tensor songs, Tensor shares, Tensor learnt) = Draw(_voices, state, recent);
        Tensor remembered = zeros(recent.shape[0], scores.shape[1] + 1).scatter_add(1, songs, shares).narrow(1, 1, scores.shape[1]);
        return Softmax(scores).mul(learnt).add(remembered).add(Tiny).log();
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            foreach (MemoryVoice voice in _voices)
            {
                voice.Dispose();
            }
        }

        base.Dispose(disposing);
    }

    private Tensor Softmax(Tensor scores) => scores.mul(_logSharpness.exp()).softmax(1);

    /// <summary>
    /// The songs that the voices name, int64 [rows, n], 0 for none; the chance that the next one is drawn from them and is
    /// this one, the same shape; and the chance that it is drawn from the softmax, [rows, 1].
    /// </summary>
    private (Tensor Songs, Tensor Shares, Tensor Learnt) Draw(IReadOnlyList<MemoryVoice> voices, Tensor state, Tensor recent)
    {
        (Tensor Songs, Tensor Shares, Tensor Evidence)[] recalled = [.. voices.Select(voice => voice.Recall(recent))];
        Tensor[] speaks = [.. recalled.Select(r => r.Evidence.gt(0))];
        Tensor[] weights = [.. recalled.Select((r, voice) =>
            r.Evidence.mul(_powers[voice]).add(_ages[voice]).masked_fill(speaks[voice].logical_not(), -1e9).softmax(1).mul(speaks[voice]))];
        Tensor known = stack(weights.Zip(recalled, (weight, r) => weight.mul(r.Evidence).sum([1L])), 1);
        Tensor logOdds = state.mm(_gate).add(known.mm(_gateEvidence)).add(_gateBias)
            .masked_fill(stack(speaks.Select(s => s.any(1).logical_not()), 1), -1e9);
        Tensor chances = cat([zeros(state.shape[0], 1), logOdds], 1).softmax(1);
        long rows = recent.shape[0];
        return (
            cat([.. recalled.Select(r => r.Songs.reshape(rows, -1))], 1),
            cat([.. recalled.Select((r, voice) => r.Shares.mul(weights[voice].mul(chances.narrow(1, voice + 1, 1)).unsqueeze(2)).reshape(rows, -1))], 1),
            chances.narrow(1, 0, 1));
    }
}
