using MlNetMoodRec.Text;
using TorchSharp;
using static TorchSharp.torch;

namespace MlNetMoodRec.Training.Encoder;

/// <summary>
/// Trained encoders that another one learns from (knowledge distillation, Hinton et al. 2015): their averaged answers stand
/// for the targets that a data set does not give, and soften those that it does.
/// </summary>
internal sealed class EncoderTeachers : IDisposable
{
    private const int TokensPerBatch = 4000;

    private readonly List<Teacher> _teachers = [];

    private EncoderTeachers()
    {
    }

    /// <summary>Loads the teachers from the folders of trained encoders.</summary>
    /// <exception cref="MoodRecException">A folder holds no encoder that 'moodrec encoder train' wrote and stored as fp32.</exception>
    public static EncoderTeachers Load(IEnumerable<string> folders)
    {
        var teachers = new EncoderTeachers();
        foreach (string folder in folders)
        {
            EncoderStart start = EncoderStart.Load(folder);
            DistilBertConfig config = EncoderFolder.Config(folder);
            var module = new MoodEncoderModule(config with { VocabularySize = start.Vocabulary.Count }, seed: 0);
            start.CopyTo(module);
            module.to(TrainingDevice.Best);
            teachers._teachers.Add(new Teacher(module, BertWordPiece.Create(start.Vocabulary)));
        }

        return teachers;
    }

    /// <summary>The texts with the teachers' answers in their targets.</summary>
    /// <param name="texts">The texts.</param>
    /// <param name="share">How much the teachers count where a target is known.</param>
    public IReadOnlyList<LabelledText> Teach(IReadOnlyList<LabelledText> texts, double share)
    {
        var answers = new float[texts.Count][];
        for (int i = 0; i < answers.Length; i++)
        {
            answers[i] = new float[EncoderHeads.Width];
        }

        foreach (Teacher teacher in _teachers)
        {
            teacher.Answer(texts, answers, 1f / _teachers.Count);
        }

        return [.. texts.Select((text, row) => text with { Targets = Mix(text.Targets, answers[row], (float)share) })];
    }

    /// <inheritdoc/>
    public void Dispose() => _teachers.ForEach(teacher => teacher.Module.Dispose());

    private static float[] Mix(float[] known, float[] taught, float share) =>
        [.. known.Zip(taught, (target, answer) => float.IsNaN(target) ? answer : ((1 - share) * target) + (share * answer))];

    private sealed record Teacher(MoodEncoderModule Module, BertWordPiece Tokenizer)
    {
        /// <summary>Adds this teacher's share of the answers.</summary>
        public void Answer(IReadOnlyList<LabelledText> texts, float[][] answers, float share)
        {
            int[][] ids = [.. texts.AsParallel().AsOrdered().Select(text => Tokenizer.Encode(text.Text, Module.Config.MaxPositions))];
            int[] byLength = [.. Enumerable.Range(0, ids.Length).OrderBy(i => ids[i].Length)];
            using var noGradient = no_grad();
            foreach (int[] rows in EncoderSampler.Cut(byLength, row => ids[row].Length, TokensPerBatch))
            {
                Add(rows, ids, answers, share);
            }
        }

        private void Add(int[] rows, int[][] ids, float[][] answers, float share)
        {
            using var scope = NewDisposeScope();
            TokenBatch batch = TokenBatch.Create([.. rows.Select(row => new TokenizedText(ids[row], EncoderHeads.Unknown()))], 0, 0, Random.Shared).To(TrainingDevice.Best);
            Tensor outputs = Module.Read(batch.Ids, batch.Mask, Dropout.None).Outputs;
            float[] values = cat([.. EncoderHeads.All.Select(head => Probabilities(outputs.narrow(1, head.Offset, head.Size), head.Loss))], 1).cpu().data<float>().ToArray();
            for (int i = 0; i < rows.Length; i++)
            {
                for (int column = 0; column < EncoderHeads.Width; column++)
                {
                    answers[rows[i]][column] += share * values[(i * EncoderHeads.Width) + column];
                }
            }
        }

        private static Tensor Probabilities(Tensor outputs, HeadLoss loss) => loss switch
        {
            HeadLoss.Softmax => outputs.softmax(1),
            HeadLoss.Binary => outputs.sigmoid(),
            _ => outputs,
        };
    }
}
