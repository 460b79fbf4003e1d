using System.Text.Json;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace MlNetMoodRec.Training.Encoder;

/// <summary>
/// A folder from which an interrupted training goes on: weights, their average and the optimizer's state, with the step
/// and the <paramref name="fingerprint"/> of the options and data that they belong to.
/// </summary>
internal sealed class EncoderCheckpoint(string folder, string fingerprint)
{
    private const string StateFile = "state.json";

    /// <summary>The checkpoint of the training that writes to a folder.</summary>
    public static EncoderCheckpoint In(string outputFolder, string fingerprint) => new(Path.Combine(outputFolder, "checkpoint"), fingerprint);

    /// <summary>Writes a checkpoint in place of the last one, which stays whole until the new one is.</summary>
    public void Save(nn.Module module, nn.Module average, AdamW optimizer, EncoderTrainingState state)
    {
        string aside = folder + ".new";
        DeleteIfThere(aside);
        Directory.CreateDirectory(aside);
        module.save(Path.Combine(aside, "weights.dat"));
        average.save(Path.Combine(aside, "average.dat"));
        optimizer.save_state_dict(Path.Combine(aside, "optimizer.dat"));
        File.WriteAllText(Path.Combine(aside, StateFile), JsonSerializer.Serialize(new Contents(state, fingerprint)));
        DeleteIfThere(folder);
        Directory.Move(aside, folder);
    }

    /// <summary>Loads the checkpoint, if there is one.</summary>
    public EncoderTrainingState? Load(nn.Module module, nn.Module average, AdamW optimizer)
    {
        string stateFile = Path.Combine(folder, StateFile);
        if (!File.Exists(stateFile))
        {
            return null;
        }

        try
        {
            Contents? contents = JsonSerializer.Deserialize<Contents>(File.ReadAllText(stateFile));
            if (contents?.Fingerprint != fingerprint)
            {
                throw new MoodRecException(
                    $"The checkpoint in '{folder}' was made with other options or data; resume with the same ones, or delete that folder to start anew.");
            }

            module.load(Path.Combine(folder, "weights.dat"));
            average.load(Path.Combine(folder, "average.dat"));
            optimizer.load_state_dict(Path.Combine(folder, "optimizer.dat"));
            return contents.State;
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

    private sealed record Contents(EncoderTrainingState State, string Fingerprint);
}
