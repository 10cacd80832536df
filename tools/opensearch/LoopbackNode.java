import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
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
 * <p>Arguments: the folder of the node, the classes of its plugins, separated by commas, then settings as name=value;
 * commas separate the values of a list.
 */
public class LoopbackNode extends Node {
    /** Only the protected constructor takes plugins from the class path: descriptions of them in 3.x, their classes in 2.x. */
    @SuppressWarnings({"rawtypes", "unchecked"})
    private LoopbackNode(Settings settings, Collection plugins) {
        super(InternalSettingsPreparer.prepareEnvironment(settings, Map.of(), null, () -> "node"), plugins, true);
    }

    private static Object plugin(String name) {
        try {
            return Version.CURRENT.major < 3
                ? Class.forName(name)
                : new PluginInfo(name, "", "NA", Version.CURRENT, "1.8", name, null, List.of(), false);
        } catch (ClassNotFoundException error) {
            throw new IllegalArgumentException(error);
        }
    }

    public static void main(String[] arguments) throws Exception {
        Path home = Path.of(arguments[0]).toAbsolutePath();
        Files.createDirectories(home.resolve("config"));
        List<Object> plugins = List.of(arguments[1].split(",")).stream().map(LoopbackNode::plugin).toList();
        Settings.Builder settings = Settings.builder().put("path.home", home.toString()).put("network.host", "127.0.0.1");
        for (String argument : List.of(arguments).subList(2, arguments.length)) {
            String[] parts = argument.split("=", 2);
            if (parts[1].contains(",")) {
                settings.putList(parts[0], parts[1].split(","));
            } else {
                settings.put(parts[0], parts[1]);
            }
        }
        CountDownLatch ended = new CountDownLatch(1);
        LoopbackNode node = new LoopbackNode(settings.build(), plugins);
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
