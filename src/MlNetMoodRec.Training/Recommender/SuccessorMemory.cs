using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace MlNetMoodRec.Training.Recommender;

/// <summary>
/// What has followed the latest songs, remembered beside what the LSTM has learnt: the next song is drawn from the softmax,
/// or with a chance that the state decides from the successors of the latest songs (a mixture as in pointer networks, Merity
/// et al. 2016, over counted successors). Transitions that were seen a few times are known at once and exactly, which
/// embeddings learn late or never.
/// </summary>
internal sealed class SuccessorMemory : Module
{
    /// <summary>Added to remembered shares, so that they have a log.</summary>
    public const float Tiny = 1e-12f;

    /// <summary>The log of what each song before the latest counts less at first: 0.6, as in the rules.</summary>
    private static readonly double StartDecay = Math.Log(0.6);

    /// <summary>The power of what has followed a song that it counts with at first, as in the rules.</summary>
    private const float StartPower = 0.5f;

    /// <summary>Log odds at first that the next song is a remembered one. Arbitrary: about a quarter.</summary>
    private const float StartGate = -1;

    private readonly Tensor _table;
    private readonly Tensor _shares;
    private readonly Tensor _evidenceOfSong;
    private readonly Parameter _age;
    private readonly Parameter _power;
    private readonly Parameter _gate;
    private readonly Parameter _gateEvidence;
    private readonly Parameter _gateBias;

    /// <param name="successors">The counted successors.</param>
    /// <param name="units">The size of the state.</param>
    public SuccessorMemory(SongSuccessors successors, int units)
        : base(nameof(SuccessorMemory))
    {
        (long[] songs, float[] shares) = successors.Table();
        _table = tensor(songs, [successors.SongCount, successors.Most]);
        _shares = tensor(shares, [successors.SongCount, successors.Most]);
        _evidenceOfSong = tensor(successors.Evidence());
        _age = new Parameter(arange(SongSuccessors.RecentSongs).to_type(ScalarType.Float32).mul(StartDecay));
        _power = new Parameter(full([1], StartPower));
        _gate = new Parameter(zeros(units, 1));
        _gateEvidence = new Parameter(zeros(1));
        _gateBias = new Parameter(full([1], StartGate));
        RegisterComponents();
    }

    /// <summary>Int64 [songs + 1, successors].</summary>
    public Tensor Table => _table;

    /// <summary>[songs + 1, successors].</summary>
    public Tensor Shares => _shares;

    /// <summary>[songs + 1]; 0 for songs that nothing has followed.</summary>
    public Tensor EvidenceOfSong => _evidenceOfSong;

    /// <summary>What the latest songs count by their age, as a log, [<see cref="SongSuccessors.RecentSongs"/>].</summary>
    public Tensor Age => _age;

    /// <summary>The power of what has followed a song that it counts with, [1].</summary>
    public Tensor Power => _power;

    /// <summary>From the state to the log odds of a remembered song, [units, 1].</summary>
    public Tensor Gate => _gate;

    /// <summary>What the evidence adds to them, [1].</summary>
    public Tensor GateEvidence => _gateEvidence;

    /// <summary>Their offset, [1].</summary>
    public Tensor GateBias => _gateBias;

    /// <summary>
    /// The logs of the chance that a target is drawn from the softmax, and of the chance that it is drawn from the memory and is
    /// the one that came; both [targets].
    /// </summary>
    /// <param name="state">[targets, units].</param>
    /// <param name="shares">[targets, recent songs]: what they say of the target.</param>
    /// <param name="evidence">The same shape.</param>
    public (Tensor Learnt, Tensor Remembered) LogChances(Tensor state, Tensor shares, Tensor evidence)
    {
        (Tensor weights, Tensor learnt, Tensor remembered) = Draw(state, evidence);
        return (learnt, remembered.add(weights.mul(shares).sum([1L]).add(Tiny).log()));
    }

    /// <summary>The log probabilities of all songs, [rows, songs].</summary>
    /// <param name="scores">The scores without the memory, [rows, songs].</param>
    /// <param name="state">[rows, units].</param>
    /// <param name="recent">Int64 [rows, recent songs]: indices, the latest first; 0 for none.</param>
    public Tensor Mix(Tensor scores, Tensor state, Tensor recent)
    {
        Tensor at = recent.view(-1);
        (Tensor weights, Tensor learnt, Tensor remembered) = Draw(state, _evidenceOfSong.index_select(0, at).view_as(recent));
        long rows = recent.shape[0];
        Tensor said = _shares.index_select(0, at).view(rows, recent.shape[1], -1).mul(weights.unsqueeze(2));
        Tensor shares = zeros(rows, scores.shape[1] + 1)
            .scatter_add(1, _table.index_select(0, at).view(rows, -1), said.view(rows, -1))
            .narrow(1, 1, scores.shape[1]);
        return logaddexp(scores.log_softmax(1).add(learnt.unsqueeze(1)), shares.add(Tiny).log().add(remembered.unsqueeze(1)));
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _table.Dispose();
            _shares.Dispose();
            _evidenceOfSong.Dispose();
        }

        base.Dispose(disposing);
    }

    /// <summary>What each recent song counts, [rows, recent songs], and the logs of the chances of the softmax and of the memory, [rows].</summary>
    private (Tensor Weights, Tensor Learnt, Tensor Remembered) Draw(Tensor state, Tensor evidence)
    {
        Tensor speaks = evidence.gt(0);
        Tensor any = speaks.any(1);
        Tensor weights = evidence.mul(_power).add(_age).masked_fill(speaks.logical_not(), -1e9).softmax(1).mul(speaks);
        Tensor logOdds = state.mm(_gate).squeeze(1).add(weights.mul(evidence).sum([1L]).mul(_gateEvidence)).add(_gateBias);
        return (
            weights,
            functional.logsigmoid(logOdds.neg()).mul(any),
            functional.logsigmoid(logOdds).masked_fill(any.logical_not(), -1e9));
    }
}
