using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace MlNetMoodRec.Training.Recommender;

/// <summary>
/// Adam (Kingma and Ba, 2015) for a table of which a step uses few rows: it reads and changes those alone. To a row, steps
/// that do not use it have not been.
/// </summary>
/// <remarks>
/// Of 60,416 songs, of which a step is about a tenth, this made a step of 187 ms one of 81 ms. What a rare row learns at a time
/// is less than with Adam over all rows, which goes on changing a row by its running mean; a larger step size for the rows did
/// worse on the validation part of #nowplaying.
/// </remarks>
internal sealed class RowAdam : IDisposable
{
    private const double FirstDecay = 0.9;
    private const double SecondDecay = 0.999;
    private const double Epsilon = 1e-8;

    private readonly Parameter _table;
    private readonly Tensor _first;
    private readonly Tensor _second;
    private readonly Tensor _steps;

    /// <param name="table">[rows, columns]; it is changed in place.</param>
    public RowAdam(Parameter table)
    {
        using var _ = no_grad();
        _table = table;
        _first = zeros_like(table).DetachFromDisposeScope();
        _second = zeros_like(table).DetachFromDisposeScope();
        _steps = zeros(table.shape[0], 1).DetachFromDisposeScope();
    }

    /// <summary>One step of some rows.</summary>
    /// <param name="rows">Int64 [n]: the rows, each once.</param>
    /// <param name="gradient">[n, columns].</param>
    /// <param name="learningRate">The step size.</param>
    public void Step(Tensor rows, Tensor gradient, double learningRate)
    {
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        Tensor steps = _steps.index_select(0, rows).add_(1);
        Tensor first = _first.index_select(0, rows).mul_(FirstDecay).add_(gradient, 1 - FirstDecay);
        Tensor second = _second.index_select(0, rows).mul_(SecondDecay).addcmul_(gradient, gradient, 1 - SecondDecay);
        _steps.index_copy_(0, rows, steps);
        _first.index_copy_(0, rows, first);
        _second.index_copy_(0, rows, second);
        Tensor change = first.div(Unseen(FirstDecay, steps)).mul_(learningRate).div_(second.div(Unseen(SecondDecay, steps)).sqrt_().add_(Epsilon));
        _table.index_copy_(0, rows, _table.index_select(0, rows).sub_(change));
    }

    /// <summary>Writes what <see cref="Load"/> reads.</summary>
    public void Save(BinaryWriter writer)
    {
        foreach (Tensor state in new[] { _first, _second, _steps })
        {
            state.Save(writer);
        }
    }

    /// <summary>Takes the state back that <see cref="Save"/> wrote.</summary>
    public void Load(BinaryReader reader)
    {
        foreach (Tensor state in new[] { _first, _second, _steps })
        {
            TensorExtensionMethods.Load(state, reader);
        }
    }

    public void Dispose()
    {
        _first.Dispose();
        _second.Dispose();
        _steps.Dispose();
    }

    /// <summary>What a running mean that started at zero has seen of its values, [rows, 1].</summary>
    private static Tensor Unseen(double decay, Tensor steps) => pow(decay, steps).neg_().add_(1);
}
