using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace MlNetMoodRec.Training.Recommender;

/// <summary>One recurrent layer: the torch module, and the ONNX operator that computes the same.</summary>
internal sealed class RecurrentLayer
{
    private readonly Func<Tensor, Tensor> _states;
    private readonly int[] _onnxGates;

    /// <param name="module">The module.</param>
    /// <param name="states">Runs it.</param>
    /// <param name="onnxOperator">The operator.</param>
    /// <param name="onnxGates">The places that the operator's gates have in the module's weights, in the operator's order.</param>
    private RecurrentLayer(Module module, Func<Tensor, Tensor> states, string onnxOperator, int[] onnxGates)
    {
        Module = module;
        OnnxOperator = onnxOperator;
        (_states, _onnxGates) = (states, onnxGates);
    }

    public Module Module { get; }

    public string OnnxOperator { get; }

    /// <summary>The operator's attributes besides the number of units.</summary>
    public (string Name, object Value)[] OnnxAttributes { get; private init; } = [];

    /// <summary>A layer with torch's own start.</summary>
    /// <param name="cell">What it is made of.</param>
    /// <param name="inputs">Numbers that it reads at each step.</param>
    /// <param name="units">Numbers of its state.</param>
    public static RecurrentLayer Create(RecurrentCell cell, long inputs, long units)
    {
        if (cell == RecurrentCell.Gru)
        {
            // Torch: reset, update, new; ONNX: update, reset, new. Torch resets what the recurrent weights make of the state, not the state.
            GRU gru = GRU(inputs, units, batchFirst: true);
            return new RecurrentLayer(gru, values => gru.call(values).Item1, "GRU", [1, 0, 2]) { OnnxAttributes = [("linear_before_reset", 1)] };
        }

        // Torch: input, forget, cell, output; ONNX: input, output, forget, cell.
        LSTM lstm = LSTM(inputs, units, batchFirst: true);
        return new RecurrentLayer(lstm, values => lstm.call(values).Item1, "LSTM", [0, 3, 1, 2]);
    }

    /// <summary>The state after each step, [windows, length, units], from values [windows, length, inputs].</summary>
    public Tensor States(Tensor values) => _states(values);

    /// <summary>The weights and biases as inputs of the operator, of one direction each: W, R and B.</summary>
    public (Tensor Inputs, Tensor Recurrence, Tensor Biases) OnnxWeights()
    {
        Dictionary<string, Tensor> weights = Module.named_parameters().ToDictionary(p => p.name, p => InOnnxOrder(p.parameter));
        return (
            weights["weight_ih_l0"].unsqueeze(0),
            weights["weight_hh_l0"].unsqueeze(0),
            cat([weights["bias_ih_l0"], weights["bias_hh_l0"]], 0).unsqueeze(0));
    }

    private Tensor InOnnxOrder(Tensor weights)
    {
        using var _ = no_grad();
        Tensor[] gates = weights.detach().chunk(_onnxGates.Length, 0);
        return cat([.. _onnxGates.Select(gate => gates[gate])], 0);
    }
}
