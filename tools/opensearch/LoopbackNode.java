import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.opensearch.Version;
import org.opensearch.common.settings.Settings;
import org.opensearch.node.InternalSettingsPreparer;
import org.opensearch.node.Node;
import org.opensearch.plugins.PluginInfo;

/**
 * One node of OpenSearch for the tests, from Maven's artifacts alone. It listens on 127.0.0.1.
 *
 * <p>Arguments: the folder of the node, then settings as name=value; commas separate the values of a list.
 */
public class LoopbackNode extends Node {
    private static final List<String> PLUGINS = List.of(
        "org.opensearch.transport.Netty4ModulePlugin", "org.opensearch.painless.PainlessModulePlugin");

    /** Only the protected constructor takes plugins from the class path. */
    private LoopbackNode(Settings settings) {
        super(
            InternalSettingsPreparer.prepareEnvironment(settings, Map.of(), null, () -> "node"),
            PLUGINS.stream().map(LoopbackNode::plugin).toList(),
            true);
    }

    private static PluginInfo plugin(String name) {
        return new PluginInfo(name, "", "NA", Version.CURRENT, "1.8", name, null, List.of(), false);
    }

    public static void main(String[] arguments) throws Exception {
        Path home = Path.of(arguments[0]).toAbsolutePath();
        Files.createDirectories(home.resolve("config"));
        Settings.Builder settings = Settings.builder().put("path.home", home.toString()).put("network.host", "127.0.0.1");
        for (String argument : List.of(arguments).subList(1, arguments.length)) {
            String[] parts = argument.split("=", 2);
            if (parts[1].contains(",")) {
                settings.putList(parts[0], parts[1].split(","));
            } else {
                settings.put(parts[0], parts[1]);
            }
        }
        CountDownLatch ended = new CountDownLatch(1);
        LoopbackNode node = new LoopbackNode(settings.build());
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            try {
                node.close();
            } catch (Exception error) {
                System.err.println("while closing: " + error);
            } finally {
                ended.countDown();
            }
        }));
        node.start();
        ended.await();
    }
}
