using MlNetMoodRec.Training.Encoder;

namespace MlNetMoodRec.Tests.Encoder.Import;

/// <summary>
/// DistilBERT and its classification head in plain loops of doubles, from the equations of Vaswani et al. (2017) and
/// Sanh et al. (2019): the judge of the network in torch and of the exported graph, which share code.
/// </summary>
internal sealed class ReferenceDistilBert(SyntheticCheckpoint checkpoint)
{
    private readonly DistilBertConfig _model = checkpoint.Model;

    /// <summary>The mean of the last hidden states over all tokens, and the logits if there is a classifier.</summary>
    public (double[] Pooled, double[] Logits) Read(int[] ids)
    {
        double[][] words = Rows("distilbert.embeddings.word_embeddings.weight");
        double[][] places = Rows("distilbert.embeddings.position_embeddings.weight");
        double[][] hidden = [.. ids.Select((id, i) => Normalise(Add(words[id], places[i]), "distilbert.embeddings.LayerNorm"))];
        for (int i = 0; i < _model.Layers; i++)
        {
            string layer = $"distilbert.transformer.layer.{i}.";
            double[][] attended = Attend(hidden, layer + "attention.");
            hidden = [.. hidden.Zip(attended, (x, a) => Normalise(Add(x, a), layer + "sa_layer_norm"))];
            hidden = [.. hidden.Select(x => Normalise(Add(x, Linear([.. Linear(x, layer + "ffn.lin1").Select(Gelu)], layer + "ffn.lin2")), layer + "output_layer_norm"))];
        }

        double[] pooled = [.. Enumerable.Range(0, _model.Width).Select(c => hidden.Average(row => row[c]))];
        bool hasClassifier = checkpoint.Tensors.Any(t => t.Name == "classifier.bias");
        return (pooled, hasClassifier ? Linear([.. Linear(hidden[0], "pre_classifier").Select(x => Math.Max(0, x))], "classifier") : []);
    }

    private double[][] Attend(double[][] hidden, string name)
    {
        int size = _model.Width / _model.Heads;
        double[][] queries = [.. hidden.Select(x => Linear(x, name + "q_lin"))];
        double[][] keys = [.. hidden.Select(x => Linear(x, name + "k_lin"))];
        double[][] values = [.. hidden.Select(x => Linear(x, name + "v_lin"))];
        return
        [
            .. queries.Select(query =>
            {
                var context = new double[_model.Width];
                for (int head = 0; head < _model.Heads; head++)
                {
                    Range part = (head * size)..((head + 1) * size);
                    double[] weights = Softmax([.. keys.Select(key => Dot(query[part], key[part]) / Math.Sqrt(size))]);
                    for (int c = 0; c < size; c++)
                    {
                        context[(head * size) + c] = weights.Zip(values, (w, v) => w * v[(head * size) + c]).Sum();
                    }
                }

                return Linear(context, name + "out_lin");
            }),
        ];
    }

    public static double[] Softmax(double[] x)
    {
        double[] powers = [.. x.Select(v => Math.Exp(v - x.Max()))];
        return [.. powers.Select(p => p / powers.Sum())];
    }

    private double[] Linear(double[] x, string name) => Add([.. Rows(name + ".weight").Select(row => Dot(row, x))], Vector(name + ".bias"));

    private double[] Normalise(double[] x, string name)
    {
        double mean = x.Average();
        double deviation = Math.Sqrt(x.Average(v => (v - mean) * (v - mean)) + 1e-12);
        double[] weight = Vector(name + ".weight");
        double[] bias = Vector(name + ".bias");
        return [.. x.Select((v, i) => ((v - mean) / deviation * weight[i]) + bias[i])];
    }

    private static double Gelu(double x) => x * (1 + Erf(x / Math.Sqrt(2))) / 2;

    /// <summary>The series of the error function; for arguments below 6 good to 1e-10.</summary>
    private static double Erf(double x)
    {
        if (Math.Abs(x) > 5)
        {
            return Math.Sign(x);
        }

        double term = x;
        double sum = x;
        for (int n = 1; n < 120; n++)
        {
            term *= -x * x / n;
            sum += term / ((2 * n) + 1);
        }

        return 2 / Math.Sqrt(Math.PI) * sum;
    }

    private static double[] Add(double[] x, double[] y) => [.. x.Zip(y, (a, b) => a + b)];

    private static double Dot(double[] x, double[] y) => x.Zip(y, (a, b) => a * b).Sum();

    private double[] Vector(string name) => Array.ConvertAll(checkpoint.Values(name), v => (double)v);

    private double[][] Rows(string name) =>
        [.. Vector(name).Chunk((int)checkpoint.Tensors.Single(t => t.Name == name).Shape[1])];
}
