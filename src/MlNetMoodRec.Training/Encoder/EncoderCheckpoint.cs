using System.Text.Json;
using TorchSharp.Modules;

namespace MlNetMoodRec.Training.Encoder;

/// <summary>
/// A folder from which an interrupted training goes on: weights, their average and the optimizer's state, with the step
/// and the <paramref name="fingerprint"/> of the options and data that they belong to.
/// </summary>
internal sealed class EncoderCheckpoint(string folder, string fingerprint)
{
    private const string StateFile = "state.json";

    /// <summary>Writes a checkpoint in place of the last one, which stays whole until the new one is.</summary>
    public void Save(MoodEncoderModule module, MoodEncoderModule average, AdamW optimizer, int step, double loss)
    {
        string aside = folder + ".new";
        DeleteIfThere(aside);
        Directory.CreateDirectory(aside);
        module.save(Path.Combine(aside, "weights.dat"));
        average.save(Path.Combine(aside, "average.dat"));
        optimizer.save_state_dict(Path.Combine(aside, "optimizer.dat"));
        File.WriteAllText(Path.Combine(aside, StateFile), JsonSerializer.Serialize(new State(step, double.IsNaN(loss) ? null : loss, fingerprint)));
        DeleteIfThere(folder);
        Directory.Move(aside, folder);
    }

    /// <summary>Loads the checkpoint and returns the number of steps done and the loss; (0, NaN) when there is none.</summary>
    public (int Step, double Loss) Load(MoodEncoderModule module, MoodEncoderModule average, AdamW optimizer)
    {
        string stateFile = Path.Combine(folder, StateFile);
        if (!File.Exists(stateFile))
        {
            return (0, double.NaN);
        }

        try
        {
            State? state = JsonSerializer.Deserialize<State>(File.ReadAllText(stateFile));
            if (state?.Fingerprint != fingerprint)
            {
                throw new MoodRecException(
                    $"The checkpoint in '{folder}' was made with other options or data; resume with the same ones, or delete that folder to start anew.");
            }

            module.load(Path.Combine(folder, "weights.dat"));
            average.load(Path.Combine(folder, "average.dat"));
            optimizer.load_state_dict(Path.Combine(folder, "optimizer.dat"));
            return (state.Step, state.Loss ?? double.NaN);
        }
        catch (Exception e) when (e is IOException or JsonException or ArgumentException)
        {
            throw new MoodRecException($"The checkpoint in '{folder}' cannot be read ({e.Message}); delete that folder to start anew.", e);
        }
    }

    /// <summary>Deletes the checkpoint.</summary>
    public void Delete() => DeleteIfThere(folder);

    private static void DeleteIfThere(string path)
    {
        if (Directory.Exists(path))
        {
            Directory.Delete(path, recursive: true);
        }
    }

    private sealed record State(int Step, double? Loss, string Fingerprint);
}
